import Foundation

/// The name of a folder, with its forms in IMAP and in URLs.
struct IMAPFolder: Sendable, Equatable {
    let name: String
    /// The name in the modified UTF-7 of RFC 3501 §5.1.3.
    private let encoded: String

    init?(_ name: String) {
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            return nil
        }
        self.name = name
        encoded = Self.encode(name)
    }

    /// The name as part of a URL's path.
    var path: String {
        encoded.utf8.map { MailAddress.isAlphanumeric($0) ? String(UnicodeScalar($0)) : Self.percent($0) }.joined()
    }

    /// The name as part of a command.
    var quoted: String {
        let escaped = encoded.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
        return "\"\(escaped.joined())\""
    }

    private static func percent(_ byte: UInt8) -> String {
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static func encode(_ name: String) -> String {
        var (encoded, foreign) = ("", "")
        for scalar in name.unicodeScalars {
            guard scalar.isASCII else { foreign.unicodeScalars.append(scalar); continue }
            encoded += encodeForeign(foreign) + (scalar == "&" ? "&-" : "\(scalar)")
            foreign = ""
        }
        return encoded + encodeForeign(foreign)
    }

    private static func encodeForeign(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        let bytes = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        let base64 = Data(bytes).base64EncodedString().filter { $0 != "=" }
        return "&\(String(base64.map { $0 == "/" ? "," : $0 }))-"
    }
}
