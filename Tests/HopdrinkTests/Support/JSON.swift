import Foundation

/// A JSON value.
enum JSON: Decodable, Equatable, Sendable {
    case nothing
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        // Each `try?` only tests which kind of value it is.
        if value.decodeNil() {
            self = .nothing
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSON].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    subscript(_ name: String) -> JSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    var list: [JSON]? {
        if case .list(let list) = self { list } else { nil }
    }

    /// The names of the members, in alphabetical order.
    var names: [String] {
        if case .object(let members) = self { members.keys.sorted() } else { [] }
    }
}

extension Visitor.Answer {
    var json: JSON {
        get throws { try JSONDecoder().decode(JSON.self, from: Data(bytes)) }
    }

    /// The fields that have an error.
    var faultyFields: [String] {
        get throws { (try json["errors"]?.list ?? []).compactMap { $0["field"]?.text } }
    }
}
