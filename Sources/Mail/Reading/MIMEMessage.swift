import CGMime

/// Owns a message that GMime has parsed, with all its parts. Create and use it in one function.
struct MIMEMessage: ~Copyable {
    private let handle: UnsafeMutablePointer<GMimeMessage>

    init(_ bytes: [UInt8]) throws(MailError) {
        GMime.start()
        let stream = bytes.withUnsafeBytes { g_mime_stream_mem_new_with_buffer($0.baseAddress, $0.count) }
        let parser = g_mime_parser_new_with_stream(stream)
        g_object_unref(stream)
        defer { g_object_unref(parser) }
        guard let handle = g_mime_parser_construct_message(parser, nil) else { throw .unreadable }
        self.handle = handle
    }

    deinit {
        g_object_unref(handle)
    }

    var header: ReceivedHeader {
        ReceivedHeader(UnsafeMutableRawPointer(handle).assumingMemoryBound(to: GMimeObject.self))
    }

    /// Returns all parts except those of attached messages, each before its children.
    func parts(_ limits: ReadingLimits) throws(MailError) -> [ReceivedPart] {
        var parts: [ReceivedPart] = []
        var waiting = [(part: root, depth: 1)]
        while let (next, depth) = waiting.popLast() {
            guard let next else { continue }
            parts.append(next)
            guard depth <= limits.depth, parts.count + waiting.count <= limits.parts else { throw .tooComplex }
            waiting += next.children.reversed().map { ($0, depth + 1) }
        }
        return parts
    }

    private var root: ReceivedPart? {
        g_mime_message_get_mime_part(handle).map { ReceivedPart($0) }
    }
}
