import Domain

/// Parses JSON strictly (RFC 8259): refuses everything that two parsers could understand differently.
struct JSONParser {
    static let maxLevels = 16
    static let maxValues = 2000
    static let maxNames = 64

    private let bytes: [UInt8]
    private var position = 0
    private var count = 0

    /// Returns the single value that these bytes encode. Refuses duplicate names in an object, unpaired surrogates and
    /// a byte order mark.
    static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed("The body is not UTF-8.") }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw .malformed("The body begins with a byte order mark, which JSON does not have.")
        }
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(level: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.failure("nothing may follow the value") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private func failure(_ reason: String) -> Failure {
        .malformed("The body is not valid JSON: \(reason), at byte \(position + 1).")
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func take(word: StaticString) -> Bool {
        let wanted = word.withUTF8Buffer { Array($0) }
        guard bytes[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }

    private mutating func value(level: Int) throws(Failure) -> JSONValue {
        count += 1
        guard count <= Self.maxValues else { throw failure("it has more than \(Self.maxValues) values") }
        skipSpace()
        switch next ?? 0 {
        case UInt8(ascii: "{"): return .object(try object(level: level + 1))
        case UInt8(ascii: "["): return .list(try list(level: level + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: break
        }
        if take(word: "true") { return .flag(true) }
        if take(word: "false") { return .flag(false) }
        if take(word: "null") { return .null }
        throw failure("a value is expected")
    }
}

extension JSONParser {
    private mutating func open(_ level: Int) throws(Failure) {
        guard level <= Self.maxLevels else { throw failure("it is nested deeper than \(Self.maxLevels) levels") }
        position += 1
    }

    private mutating func list(level: Int) throws(Failure) -> [JSONValue] {
        try open(level)
        var items: [JSONValue] = []
        skipSpace()
        if take("]") { return items }
        repeat {
            items.append(try value(level: level))
            skipSpace()
        } while take(",")
        guard take("]") else { throw failure("a list goes on with a comma or ends with a bracket") }
        return items
    }

    private mutating func object(level: Int) throws(Failure) -> [JSONValue.Member] {
        try open(level)
        var members: [JSONValue.Member] = []
        var names: Set<[UInt8]> = []
        skipSpace()
        if take("}") { return members }
        repeat {
            let name = try name()
            guard names.insert(Array(name.utf8)).inserted else { throw failure("a name stands twice in one object") }
            guard names.count <= Self.maxNames else {
                throw failure("an object has more than \(Self.maxNames) names")
            }
            members.append(JSONValue.Member(name: name, value: try value(level: level)))
            skipSpace()
        } while take(",")
        guard take("}") else { throw failure("an object goes on with a comma or ends with a brace") }
        return members
    }

    private mutating func name() throws(Failure) -> String {
        skipSpace()
        guard next == UInt8(ascii: "\"") else { throw failure("a name in double quotes is expected") }
        let name = try string()
        skipSpace()
        guard take(":") else { throw failure("a colon is expected behind a name") }
        return name
    }

    /// Parses a number (RFC 8259 §6): no leading zero, no plus sign, digits on both sides of the decimal point.
    private mutating func number() throws(Failure) -> JSONNumber {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            try digits()
        }
        return JSONNumber(text: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func digits() throws(Failure) {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw failure("a digit is expected") }
    }
}

extension JSONParser {
    private mutating func string() throws(Failure) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: String(Character(try escaped())).utf8)
            case 0x00...0x1F: throw failure("a control character must be escaped")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw failure("a string does not end")
    }

    private mutating func escaped() throws(Failure) -> Unicode.Scalar {
        position += 1
        if take("u") { return try escapedScalar() }
        guard let byte = next, let scalar = Self.escapes[byte] else { throw failure("there is no such escape") }
        position += 1
        return scalar
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
        UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]

    private mutating func escapedScalar() throws(Failure) -> Unicode.Scalar {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let half = failure("half a surrogate pair is no text")
        guard UTF16.isLeadSurrogate(unit), take(word: "\\u") else { throw half }
        let trail = try codeUnit()
        guard UTF16.isTrailSurrogate(trail),
            let scalar = Unicode.Scalar(0x1_0000 + (UInt32(unit & 0x3FF) << 10) + UInt32(trail & 0x3FF))
        else { throw half }
        return scalar
    }

    private mutating func codeUnit() throws(Failure) -> UInt16 {
        let hexadecimal = bytes[position...].prefix(4)
        guard hexadecimal.count == 4, hexadecimal.allSatisfy(\.isHexadecimal),
            let unit = UInt16(String(decoding: hexadecimal, as: UTF8.self), radix: 16)
        else { throw failure("four hexadecimal digits are expected") }
        position += 4
        return unit
    }
}

extension UInt8 {
    /// `UInt16` alone would also accept a sign.
    fileprivate var isHexadecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }
}
