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

extension ReceivedField {
    /// The addresses of all mailboxes, including those in groups. Addresses to which we could not send are left out.
    var addresses: [String] {
        mailboxes.filter(MailAddress.isValid)
    }

    /// The address of the first mailbox, or nil if it is not valid.
    var firstAddress: String? {
        mailboxes.first.flatMap { MailAddress.isValid($0) ? $0 : nil }
    }

    private var mailboxes: [String] {
        guard let list = internet_address_list_parse(nil, unfolded) else { return [] }
        defer { g_object_unref(list) }
        var mailboxes: [String] = []
        var waiting = Self.members(of: list)
        while mailboxes.count < Self.maxMailboxes, let next = waiting.popLast() {
            if GMime.isInstance(next, of: internet_address_mailbox_get_type()) {
                let mailbox = next.assumingMemoryBound(to: InternetAddressMailbox.self)
                mailboxes.append(GMime.copy(internet_address_mailbox_get_addr(mailbox)) ?? "")
            } else if GMime.isInstance(next, of: internet_address_group_get_type()) {
                let group = next.assumingMemoryBound(to: InternetAddressGroup.self)
                waiting += Self.members(of: internet_address_group_get_members(group))
            }
        }
        return mailboxes
    }

    private static let maxMailboxes = 1_000

    /// Returns the members in reverse order.
    private static func members(of list: UnsafeMutablePointer<InternetAddressList>?) -> [UnsafeMutableRawPointer] {
        (0..<internet_address_list_length(list)).reversed().compactMap {
            internet_address_list_get_address(list, $0).map { UnsafeMutableRawPointer($0) }
        }
    }
}
