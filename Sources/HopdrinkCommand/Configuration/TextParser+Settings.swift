import Domain
import Foundation
import Hopdrink
import Logging
import Mail

extension TextParser {
    /// A path; a relative one counts from the working directory.
    static func path(_ text: String) throws(FieldErrorReason) -> String {
        try line(text, maximum: 1024)
    }

    /// The path of a Unix socket, which the kernel limits to 107 bytes.
    static func socketPath(_ text: String) throws(FieldErrorReason) -> String {
        let path = try path(text)
        guard path.utf8.count <= UnixAddress.maxBytes else { throw .tooLong(maximum: UnixAddress.maxBytes) }
        return path
    }

    /// A host name or an IP address, by its characters only: whether it exists is seen when it is used.
    static func host(_ text: String) throws(FieldErrorReason) -> String {
        let host = try line(text, maximum: 253)
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:".utf8
        guard host.utf8.allSatisfy(letters.contains) else {
            throw .format("must be a host name or an IP address")
        }
        return host
    }

    /// What a mail client calls itself: the whole name of a machine (RFC 5321 §4.1.1.1).
    static func helloName(_ text: String) throws(FieldErrorReason) -> String {
        let name = try line(text, maximum: 253)
        guard SMTPSettings.isHelloName(name) else {
            throw .format("must be the name of a machine, such as events.example.org")
        }
        return name
    }

    /// The name of an environment variable that is there.
    static func variable(setIn environment: ProcessEnvironment) -> Parser<String> {
        { (text) throws(FieldErrorReason) in
            let name = try line(text, maximum: 255)
            guard environment.environment[name] != nil else {
                throw .format("names an environment variable that is not set: \(name)")
            }
            return name
        }
    }

    /// A length of time such as `2h`, in seconds.
    static func seconds(_ text: String) throws(FieldErrorReason) -> TimeInterval {
        TimeInterval(try minutes(text) * 60)
    }

    static func logLevel(_ text: String) throws(FieldErrorReason) -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else { throw .oneOf(Logger.Level.allCases.map(\.rawValue)) }
        return level
    }
}

extension Sender {
    /// Reads `Hopdrink <hopdrink@example.org>` or an address alone.
    init(parsing text: String) throws(FieldErrorReason) {
        let words = try TextParser.line(text, maximum: 254 + 83)
        guard words.utf8.last == UInt8(ascii: ">"), let bracket = words.utf8.lastIndex(of: UInt8(ascii: "<")) else {
            self.init(name: nil, address: try EmailAddress(parsing: words))
            return
        }
        let name = words[..<bracket].split(separator: "\"", omittingEmptySubsequences: true).joined()
        let address = String(words[bracket...].dropFirst().dropLast())
        self.init(
            name: name.trimmed.isEmpty ? nil : try TextParser.line(name, maximum: 80),
            address: try EmailAddress(parsing: address)
        )
    }
}

extension TextParser {
    /// A length of time in whole minutes; nil for `no`.
    static func minutesOrNo(_ text: String) throws(FieldErrorReason) -> Int? {
        ["no", "false", "off"].contains(text.trimmed) ? nil : try minutes(text)
    }
}
