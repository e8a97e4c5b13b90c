import CGMime

/// Casts GMime's objects and converts its values. An object belongs to one thread and must not leave the function that
/// created it. Any thread may call the functions.
enum GMime {
    private static let library: Void = g_mime_init()

    static func start() {
        library
    }

    static func isInstance(_ object: UnsafeMutableRawPointer, of type: GType) -> Bool {
        g_type_check_instance_is_a(object.assumingMemoryBound(to: GTypeInstance.self), type) != 0
    }

    /// Returns a copy of a text that GMime still owns.
    static func copy(_ text: UnsafePointer<CChar>?) -> String? {
        text.map { String(cString: $0) }
    }

    /// Returns a copy of a text that GMime has handed over, and frees the text.
    static func take(_ text: UnsafeMutablePointer<CChar>?) -> String? {
        defer { g_free(text) }
        return copy(text)
    }
}
