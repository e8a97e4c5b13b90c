import CGMime

/// The fields of a message or part. The message or part must outlive this value.
struct ReceivedHeader {
    private let fields: UnsafeMutablePointer<GMimeHeaderList>?

    init(_ object: UnsafeMutablePointer<GMimeObject>) {
        fields = g_mime_object_get_header_list(object)
    }

    /// Returns the fields with a name, from top to bottom.
    func all(_ name: String) -> [ReceivedField] {
        (0..<g_mime_header_list_get_count(fields)).compactMap { index in
            let field = g_mime_header_list_get_header_at(fields, index)
            guard g_ascii_strcasecmp(g_mime_header_get_name(field), name) == 0 else { return nil }
            return g_mime_header_get_raw_value(field).map { ReceivedField(raw: $0) }
        }
    }

    func first(_ name: String) -> ReceivedField? {
        all(name).first
    }
}
