/// The strict form of an address: ASCII, unquoted local part, host name. libcurl 7.88 would send anything else
/// unchanged, line breaks included.
enum MailAddress {
    static func isValid(_ text: String) -> Bool {
        guard text.utf8.count <= 254, let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let local = text.utf8[..<at]
        let host = text[text.utf8.index(after: at)...]
        return (1...64).contains(local.count) && local.allSatisfy(isAtomOrDot) && isHostName(host)
    }

    static func isHostName(_ text: some StringProtocol) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.utf8.count <= 253 && labels.allSatisfy { isLabel(Array($0)) }
    }

    /// Whether the character may be part of a Message-ID or List-Id: atoms of RFC 5322 joined by dots.
    static func isAtomOrDot(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~.".utf8.contains(byte)
    }

    private static func isLabel(_ label: [UInt8]) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
