import Domain
import Foundation
import Storage

/// All that is held of one address.
struct Holdings: Sendable {
    let address: EmailAddress
    let sections: [HoldingsSection]

    /// Whether there is anything at all.
    var isEmpty: Bool { sections.allSatisfy(\.records.isEmpty) }
}

/// What is held of one sort.
struct HoldingsSection: Sendable {
    /// Gathers it.
    typealias Gathering = @Sendable (Transaction, EmailAddress) throws -> HoldingsSection

    /// For programs; it never changes.
    let name: String
    let title: TextKey
    let records: [HoldingsRecord]
}

/// One thing that is held: for programs, by names that never change, and in words.
struct HoldingsRecord: Sendable {
    let members: [String: HoldingsValue]
    let words: @Sendable (Edition) -> String
}

/// Whatever JSON can say of what is held.
enum HoldingsValue: Encodable, Equatable, Sendable {
    case nothing
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([HoldingsValue])
    case object([String: HoldingsValue])

    /// After RFC 3339.
    static func instant(_ date: Date?) -> HoldingsValue { date.map { .text($0.formatted(.iso8601)) } ?? .nothing }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .nothing: try container.encodeNil()
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .list(let list): try container.encode(list)
        case .object(let members): try container.encode(members)
        }
    }
}

extension Holdings {
    /// The document that somebody takes along.
    func document(at now: Date) throws -> String {
        var members: [String: HoldingsValue] = ["address": .text(address.text), "exported_at": .instant(now)]
        for section in sections { members[section.name] = .list(section.records.map { .object($0.members) }) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(HoldingsValue.object(members)), as: UTF8.self) + "\n"
    }
}

extension Transaction {
    func holdings(of address: EmailAddress) throws -> Holdings {
        Holdings(address: address, sections: try HoldingsSection.all.map { try $0(self, address) })
    }
}
