import CGMime

/// How GMime's objects are told apart and its values become ours. Its objects belong to one thread, and none leaves the
/// function that made it; its functions may be called from any.
enum GMime {
    private static let library: Void = g_mime_init()

    static func start() {
        library
    }

    static func isInstance(_ object: UnsafeMutableRawPointer, of type: GType) -> Bool {
        g_type_check_instance_is_a(object.assumingMemoryBound(to: GTypeInstance.self), type) != 0
    }

    /// A copy of a text that GMime keeps.
    static func copy(_ text: UnsafePointer<CChar>?) -> String? {
        text.map { String(cString: $0) }
    }

    /// A copy of a text that GMime gave away.
    static func take(_ text: UnsafeMutablePointer<CChar>?) -> String? {
        defer { g_free(text) }
        return copy(text)
    }
}
