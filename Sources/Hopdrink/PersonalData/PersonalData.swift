import Domain
import Foundation
import Storage

/// All personal data of one address.
struct PersonalData: Sendable {
    let address: EmailAddress
    let sections: [PersonalDataSection]

    /// Whether there is no data at all.
    var isEmpty: Bool { sections.allSatisfy(\.records.isEmpty) }
}

/// The personal data of one sort.
struct PersonalDataSection: Sendable {
    /// The name for programs; it never changes.
    let name: String
    let title: TranslationKey
    let records: [PersonalDataRecord]
}

/// One record of personal data: for programs, with member names that never change, and in words.
struct PersonalDataRecord: Sendable {
    let members: [String: PersonalDataValue]
    let words: @Sendable (LocalizedSite) -> String
}

/// A JSON value of a record.
enum PersonalDataValue: Encodable, Equatable, Sendable {
    case nothing
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([PersonalDataValue])
    case object([String: PersonalDataValue])

    /// Returns the instant as an RFC 3339 date-time.
    static func instant(_ date: Date?) -> PersonalDataValue { date.map { .text($0.formatted(.iso8601)) } ?? .nothing }

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

extension PersonalData {
    /// Returns the JSON document for download.
    func document(at now: Date) throws -> String {
        var members: [String: PersonalDataValue] = ["address": .text(address.text), "exported_at": .instant(now)]
        for section in sections { members[section.name] = .list(section.records.map { .object($0.members) }) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(PersonalDataValue.object(members)), as: UTF8.self) + "\n"
    }
}

extension PersonalDataStore {
    func gather(of address: EmailAddress) throws -> PersonalData {
        PersonalData(address: address, sections: try PersonalDataSource.all.compactMap { try $0.gather?(tx, address) })
    }
}
