import CGMime
import Foundation

/// The value of a header field, on one line.
struct ReceivedField {
    /// The raw value, followed by a zero byte.
    let unfolded: [CChar]

    init(raw: UnsafePointer<CChar>) {
        let bytes = UnsafeBufferPointer(start: raw, count: strlen(raw))
        unfolded = bytes.filter { $0 != 0x0D && $0 != 0x0A } + [0]
    }

    init(_ text: String) {
        self = text.withCString { ReceivedField(raw: $0) }
    }

    /// The value without decoding. Bytes that are not UTF-8 are replaced.
    var text: String {
        HeaderText(String(decoding: unfolded.dropLast().lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)).text
    }

    /// The value with encoded words decoded (RFC 2047), on one line.
    var decoded: String {
        HeaderText(GMime.take(g_mime_utils_header_decode_text(nil, unfolded)) ?? "").text
    }

    /// The first word in lower case, without parameters and comments.
    var keyword: String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix { ![" ", ";", "(", ","].contains($0) })).lowercased()
    }

    var date: Date? {
        guard let time = g_mime_utils_header_decode_date(unfolded) else { return nil }
        defer { g_date_time_unref(time) }
        return Date(timeIntervalSince1970: TimeInterval(g_date_time_to_unix(time)))
    }

    /// The Message-IDs without angle brackets. Those that could not be sent in a header are left out.
    var identifiers: [String] {
        let references = g_mime_references_parse(nil, unfolded)
        defer { g_mime_references_free(references) }
        return (0..<g_mime_references_length(references))
            .compactMap { GMime.copy(g_mime_references_get_message_id(references, $0)) }
            .filter { $0.utf8.count <= 998 && !$0.isEmpty && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
    }
}
