/// The host name or IP address of a server, in its form for URLs.
struct URLHost {
    let text: String
    /// Whether data sent to the host can't leave this machine.
    let isLoopback: Bool

    init?(_ host: String) {
        let isIPv6 = host.utf8.contains(UInt8(ascii: ":")) && host.utf8.allSatisfy(Self.isIPv6Byte)
        guard isIPv6 || MailAddress.isHostName(host) else { return nil }
        text = isIPv6 ? "[\(host)]" : host
        isLoopback = host == "localhost" || host == "::1" || Self.isIPv4Loopback(host)
    }

    private static func isIPv6Byte(_ byte: UInt8) -> Bool {
        "0123456789abcdefABCDEF:.".utf8.contains(byte)
    }

    private static func isIPv4Loopback(_ host: String) -> Bool {
        let numbers = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0].elementsEqual("127".utf8)
            && numbers.allSatisfy { UInt8(String($0) ?? "") != nil }
    }
}
