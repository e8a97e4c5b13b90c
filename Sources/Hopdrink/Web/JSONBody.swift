import Domain
import Foundation
import Hummingbird

/// Reads a body in JSON.
enum JSONBody {
    static let mediaType = "application/json"

    /// What was written: numbers and booleans as their text, null as nothing. Throws `Failure`.
    static func read(_ request: Request, most: Int = 64 * 1024) async throws -> Written {
        try parse(try await request.bytes(ofType: mediaType, most: most))
    }

    static func parse(_ bytes: [UInt8]) throws(Failure) -> Written {
        // The decoder would guess other encodings from the first bytes.
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed("The body is not UTF-8.") }
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(bytes)).written
        } catch is JSONValue.TooDeep {
            throw .malformed("The JSON is nested deeper than \(JSONValue.depth) levels.")
        } catch {
            throw .malformed("The body is not valid JSON.")
        }
    }
}

/// Any value of JSON.
private struct JSONValue: Decodable {
    struct TooDeep: Error {}

    static let depth = 16
    let written: Written

    init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.depth else { throw TooDeep() }
        written = Written(try Self.content(decoder))
    }

    private static func content(_ decoder: any Decoder) throws -> Written.Content {
        // `try?` asks which kind of value it is; a fault inside that value is thrown below.
        if let object = try? decoder.container(keyedBy: Name.self) {
            let names = object.allKeys.sorted { $0.stringValue < $1.stringValue }
            return .fields(try names.map { Written.Field(name: $0.stringValue, value: try value(of: $0, in: object)) })
        }
        if var list = try? decoder.unkeyedContainer() {
            var items: [Written] = []
            while !list.isAtEnd { items.append(try list.decode(JSONValue.self).written) }
            return .list(items)
        }
        return try single(decoder.singleValueContainer())
    }

    private static func value(of name: Name, in object: KeyedDecodingContainer<Name>) throws -> Written {
        try object.decode(JSONValue.self, forKey: name).written
    }

    private static func single(_ value: any SingleValueDecodingContainer) throws -> Written.Content {
        if value.decodeNil() { return .nothing }
        // As above: each `try?` only asks for the kind.
        if let flag = try? value.decode(Bool.self) { return .text(String(flag)) }
        if let number = try? value.decode(Int.self) { return .text(String(number)) }
        if let number = try? value.decode(Double.self) { return .text(String(number)) }
        return .text(try value.decode(String.self))
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) { nil }
    }
}
