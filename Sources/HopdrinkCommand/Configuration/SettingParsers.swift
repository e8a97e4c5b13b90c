import Domain
import Foundation
import Hopdrink
import Logging
import Mail

extension TextParser {
    /// Parses a path. A relative path starts at the working directory.
    static func path(_ text: String) throws(FieldErrorReason) -> String {
        try line(text, maximum: 1024)
    }

    /// Parses the path of a Unix socket, which the kernel limits to 107 bytes.
    static func socketPath(_ text: String) throws(FieldErrorReason) -> String {
        let path = try path(text)
        guard path.utf8.count <= UnixAddress.maxBytes else { throw .tooLong(maximum: UnixAddress.maxBytes) }
        return path
    }

    /// Parses a host name or an IP address. It checks only the characters, not whether the host exists.
    static func host(_ text: String) throws(FieldErrorReason) -> String {
        let host = try line(text, maximum: 253)
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:".utf8
        guard host.utf8.allSatisfy(letters.contains) else {
            throw .format("must be a host name or an IP address")
        }
        return host
    }

    /// Parses the name of an email client in HELO: a fully qualified host name (RFC 5321 §4.1.1.1).
    static func helloName(_ text: String) throws(FieldErrorReason) -> String {
        let name = try line(text, maximum: 253)
        guard SMTPSettings.isHelloName(name) else {
            throw .format("must be the name of a machine, such as events.example.org")
        }
        return name
    }

    /// Parses the name of an environment variable, which must be set.
    static func variable(setIn environment: ProcessEnvironment) -> Parser<String> {
        { (text) throws(FieldErrorReason) in
            let name = try line(text, maximum: 255)
            guard environment.environment[name] != nil else {
                throw .format("names an environment variable that is not set: \(name)")
            }
            return name
        }
    }

    /// Parses a duration such as `2h`, and returns it in seconds.
    static func seconds(_ text: String) throws(FieldErrorReason) -> TimeInterval {
        TimeInterval(try minutes(text) * 60)
    }

    static func logLevel(_ text: String) throws(FieldErrorReason) -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else { throw .oneOf(Logger.Level.allCases.map(\.rawValue)) }
        return level
    }
}

extension Sender {
    /// Parses `Hopdrink <hopdrink@example.org>` or an address alone.
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
    /// Parses a duration in whole minutes. Returns nil for `no`.
    static func minutesOrNo(_ text: String) throws(FieldErrorReason) -> Int? {
        ["no", "false", "off"].contains(text.trimmed) ? nil : try minutes(text)
    }
}
