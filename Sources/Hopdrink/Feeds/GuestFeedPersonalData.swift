import Domain
import Storage

extension PersonalDataSource {
    /// The guest's feeds; they go with the guest.
    static let guestFeeds = PersonalDataSource(gather: feeds)

    @Sendable private static func feeds(_ tx: Transaction, _ address: EmailAddress) throws -> PersonalDataSection {
        let records = try tx.rows(
            """
            SELECT f.language, f.created_at FROM guests g JOIN guest_feeds f ON f.guest_id = g.id
            WHERE g.folded_address = \(address.folded) ORDER BY f.created_at
            """
        ).map(PersonalDataRecord.init(feed:))
        return PersonalDataSection(name: "feeds", title: .personalDataFeeds, records: records)
    }
}

extension PersonalDataRecord {
    init(feed row: SQLRow) throws {
        let (code, made) = (try row.text("language"), try row.instant("created_at"))
        members = ["language": .text(code), "created_at": .instant(made)]
        words = { $0.texts(.personalDataFeed, ["since": $0.texts.moment(made)]) }
    }
}
