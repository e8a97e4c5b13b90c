import Domain
import Foundation

extension Identifier {
    /// Returns an identifier for something new.
    static func new(at now: Date) -> Identifier {
        var random = SystemRandomNumberGenerator()
        return Identifier(at: now, random: (random.next(), random.next()))
    }
}

extension Token {
    /// Returns a new secret from the system's source of randomness.
    static func new() -> Token {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let text = Data(bytes).base64EncodedString().utf8.compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "="): nil
            default: byte
            }
        }
        guard let token = Token(parsing: String(decoding: text, as: UTF8.self)) else { return new() }
        return token
    }
}
