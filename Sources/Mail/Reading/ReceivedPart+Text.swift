import CGMime
import Foundation

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
