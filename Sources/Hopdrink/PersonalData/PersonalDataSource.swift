import Domain
import Foundation
import Storage

/// One sort of personal data: how a feature reads what it has about an address, and how it erases that.
struct PersonalDataSource: Sendable {
    /// Nil if there is nothing to show.
    var gather: (@Sendable (Transaction, EmailAddress) throws -> PersonalDataSection)?
    /// Does nothing if erasing something else takes it along.
    var erase: @Sendable (Transaction, EmailAddress) throws -> Void = { _, _ in }

    /// Every sort, in the order in which they are shown and erased. A feature adds its own here.
    static let all = [
        rsvps, asks, cards, followers, cityRequests, guestFeeds, letters, suppressions, roles, requests,
    ]
}

extension PersonalDataSource {
    /// What somebody does in the network, by the configuration or an organiser, who alone can change it.
    static let roles = PersonalDataSource(gather: roles)

    /// Requests for personal data and the links to it.
    static let requests = PersonalDataSource(
        erase: { tx, address in
            try tx.execute("DELETE FROM personal_data_tokens WHERE folded_address = \(address.folded)")
            try tx.execute("DELETE FROM personal_data_requests WHERE folded_address = \(address.folded)")
        }
    )

    @Sendable private static func roles(_ tx: Transaction, _ address: EmailAddress) throws -> PersonalDataSection {
        let records = try tx.personalData.roles(of: address).map { PersonalDataRecord($0) }
        return PersonalDataSection(name: "roles", title: .personalDataRoles, records: records)
    }
}

extension PersonalDataRecord {
    init(_ role: OrganiserRole) {
        members = ["role": .text(role.name), "of": .text(role.of)]
        words = { $0.texts(role.isHost ? .personalDataHost : .personalDataRepresentative, ["of": role.of]) }
    }
}

extension Translations {
    /// Returns date and time in UTC, because personal data belongs to no city.
    func moment(_ instant: Date) -> String {
        let utc = LocalDateTime(instant, in: .utc)
        return self(.moment, ["date": words(utc.date), "time": words(utc.time)])
    }
}

extension LocalizedSite {
    /// Returns the language's own name if the site has that language; its code otherwise.
    func name(of language: Language) -> String {
        languages.first { $0.language == language }?.name ?? language.code
    }
}
