import Domain
import Hummingbird

/// Reads a form's body.
enum FormReader {
    static let mediaType = "application/x-www-form-urlencoded"
    private static let maxFields = 64

    /// Returns the form's fields; a name that appears twice is kept twice. Throws `Failure`.
    static func read(_ request: Request, maximum: Int = 16 * 1024) async throws -> RawInput {
        try parse(try await request.bytes(ofType: mediaType, maximum: maximum))
    }

    static func parse(_ bytes: [UInt8]) throws(Failure) -> RawInput {
        let pairs = bytes.split(separator: UInt8(ascii: "&"))
        guard pairs.count <= maxFields else { throw .malformed("The form has more than \(maxFields) fields.") }
        var fields: [RawInput.Field] = []
        for pair in pairs {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = sides.count == 2 ? try text(sides[1]) : ""
            fields.append(RawInput.Field(name: try text(sides[0]), value: RawInput(.text(value))))
        }
        return RawInput(.fields(fields))
    }

    private static func text(_ encoded: ArraySlice<UInt8>) throws(Failure) -> String {
        guard let bytes = decoded(encoded), let text = String(validating: bytes, as: UTF8.self) else {
            throw .malformed("The form is not percent-encoded UTF-8.")
        }
        return text
    }

    private static func decoded(_ encoded: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = encoded
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal)
                else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return bytes
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
