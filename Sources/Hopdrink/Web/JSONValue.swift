/// Any JSON value (RFC 8259), with its JSON type.
enum JSONValue: Equatable, Sendable {
    struct Member: Equatable, Sendable {
        let name: String
        let value: JSONValue
    }

    case null
    case flag(Bool)
    case number(JSONNumber)
    case string(String)
    case list([JSONValue])
    case object([Member])
}

/// A number as it was written: exact, with any number of digits.
struct JSONNumber: Equatable, Sendable {
    let text: String

    /// The value if it is whole: `3`, `3.0` and `30e-1` are equal. Nil if it is not whole or has more than 18 digits.
    var integer: Int? {
        let parts = text.utf8.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E")
        }
        var digits = Array(parts[0].drop { $0 == UInt8(ascii: "-") })
        var scale = 0
        if let point = digits.firstIndex(of: UInt8(ascii: ".")) {
            scale = point + 1 - digits.count
            digits.remove(at: point)
        }
        let zero = UInt8(ascii: "0")
        digits = Array(digits.drop { $0 == zero })
        guard !digits.isEmpty else { return 0 }
        while digits.last == zero {
            digits.removeLast()
            scale += 1
        }
        // An exponent that does not fit into an Int is far outside the range in either direction.
        guard let exponent = parts.count == 2 ? String(parts[1]).flatMap({ Int($0) }) : 0 else { return nil }
        let (zeros, overflows) = scale.addingReportingOverflow(exponent)
        guard !overflows, zeros >= 0, digits.count + min(zeros, 18) <= 18 else { return nil }
        let sign = text.utf8.first == UInt8(ascii: "-") ? "-" : ""
        return Int(sign + String(decoding: digits, as: UTF8.self) + String(repeating: "0", count: zeros))
    }
}
