import CGMime

/// A part of a message. The message must outlive this value.
struct ReceivedPart {
    private let handle: UnsafeMutablePointer<GMimeObject>

    init(_ handle: UnsafeMutablePointer<GMimeObject>) {
        self.handle = handle
    }

    /// In lower case: `text/calendar`.
    var type: String {
        GMime.take(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(handle)))?.lowercased() ?? ""
    }

    func parameter(_ name: String) -> String? {
        GMime.copy(g_mime_object_get_content_type_parameter(handle, name)).map { HeaderText($0).text }
    }

    var isAttachment: Bool {
        GMime.copy(g_mime_object_get_disposition(handle))?.lowercased() == "attachment"
    }

    var children: [ReceivedPart] {
        guard let multipart: UnsafeMutablePointer<GMimeMultipart> = cast(g_mime_multipart_get_type()) else { return [] }
        return (0..<g_mime_multipart_get_count(multipart)).compactMap {
            g_mime_multipart_get_part(multipart, $0).map { ReceivedPart($0) }
        }
    }

    /// The header of the message attached as this part.
    var attachedHeader: ReceivedHeader? {
        let part: UnsafeMutablePointer<GMimeMessagePart>? = cast(g_mime_message_part_get_type())
        guard let part, let message = g_mime_message_part_get_message(part) else { return nil }
        return ReceivedHeader(UnsafeMutableRawPointer(message).assumingMemoryBound(to: GMimeObject.self))
    }

    /// The part's content, without its transfer encoding.
    var content: UnsafeMutablePointer<GMimeDataWrapper>? {
        cast(g_mime_part_get_type()).flatMap { (part: UnsafeMutablePointer<GMimePart>) in g_mime_part_get_content(part)
        }
    }

    private func cast<Object>(_ type: GType) -> UnsafeMutablePointer<Object>? {
        let object = UnsafeMutableRawPointer(handle)
        return GMime.isInstance(object, of: type) ? object.assumingMemoryBound(to: Object.self) : nil
    }
}
