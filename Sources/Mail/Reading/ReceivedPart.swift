import CGMime
import Foundation

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

extension ReceivedPart {
    /// The text, decoded from any charset and encoding. Invalid characters are replaced and NULs are removed.
    var text: String {
        let text = unicodeText.unicodeScalars
        return String(String.UnicodeScalarView(text.drop { $0 == "\u{FEFF}" }.filter { $0 != "\0" }))
    }

    private var unicodeText: String {
        let charset = parameter("charset")?.lowercased() ?? ""
        guard !["utf-8", "utf8"].contains(charset) else { return String(decoding: bytes(), as: UTF8.self) }
        guard !["", "us-ascii", "ascii"].contains(charset), let filter = g_mime_filter_charset_new(charset, "UTF-8")
        else {
            return Self.undeclaredText(bytes())
        }
        defer { g_object_unref(filter) }
        return String(decoding: bytes(through: filter), as: UTF8.self)
    }

    /// Returns the bytes as UTF-8 if they are valid UTF-8. Otherwise uses the charset that is most common if none or a
    /// wrong one is declared.
    private static func undeclaredText(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self)
            ?? String(bytes: bytes, encoding: .windowsCP1252)
            ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    private func bytes(through filter: UnsafeMutablePointer<GMimeFilter>? = nil) -> [UInt8] {
        let memory = g_mime_stream_mem_new()
        let stream = g_mime_stream_filter_new(memory)
        defer {
            g_object_unref(stream)
            g_object_unref(memory)
        }
        if let filter {
            let filtering = UnsafeMutableRawPointer(stream)?.assumingMemoryBound(to: GMimeStreamFilter.self)
            g_mime_stream_filter_add(filtering, filter)
        }
        g_mime_data_wrapper_write_to_stream(content, stream)
        g_mime_stream_flush(stream)
        let written = UnsafeMutableRawPointer(memory)?.assumingMemoryBound(to: GMimeStreamMem.self)
        let array = g_mime_stream_mem_get_byte_array(written)?.pointee
        return Array(UnsafeBufferPointer(start: array?.data, count: Int(array?.len ?? 0)))
    }
}
