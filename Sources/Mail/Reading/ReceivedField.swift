import CGMime
import Foundation

/// What stands after the colon of a header field, on one line.
struct ReceivedField {
    /// As it came, and a zero.
    let unfolded: [CChar]

    init(raw: UnsafePointer<CChar>) {
        let bytes = UnsafeBufferPointer(start: raw, count: strlen(raw))
        unfolded = bytes.filter { $0 != 0x0D && $0 != 0x0A } + [0]
    }

    init(_ text: String) {
        self = text.withCString { ReceivedField(raw: $0) }
    }

    /// Not decoded. What is not UTF-8 is replaced.
    var text: String {
        HeaderText(String(decoding: unfolded.dropLast().lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)).text
    }

    /// With encoded words read (RFC 2047), whatever they hold on one line.
    var decoded: String {
        HeaderText(GMime.take(g_mime_utils_header_decode_text(nil, unfolded)) ?? "").text
    }

    /// The first word in small letters, without parameters and comments.
    var keyword: String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix { ![" ", ";", "(", ","].contains($0) })).lowercased()
    }

    var date: Date? {
        guard let time = g_mime_utils_header_decode_date(unfolded) else { return nil }
        defer { g_date_time_unref(time) }
        return Date(timeIntervalSince1970: TimeInterval(g_date_time_to_unix(time)))
    }

    /// Message-IDs without their brackets; what could not be sent in a header is left out.
    var identifiers: [String] {
        let references = g_mime_references_parse(nil, unfolded)
        defer { g_mime_references_free(references) }
        return (0..<g_mime_references_length(references))
            .compactMap { GMime.copy(g_mime_references_get_message_id(references, $0)) }
            .filter { $0.utf8.count <= 998 && !$0.isEmpty && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
    }
}
