import Domain
import Storage

extension PersonalDataSource {
    /// The cities that somebody follows.
    static let followers = PersonalDataSource(
        gather: followedCities,
        erase: { tx, address in
            try tx.letters.deleteOwners(.follower, where: "folded_address = \(address.folded)")
        })

    @Sendable private static func followedCities(_ tx: Transaction, _ address: EmailAddress) throws
        -> PersonalDataSection
    {
        let records = try tx.rows(
            """
            SELECT f.*, c.name AS city_name FROM followers f JOIN cities c ON c.slug = f.city_slug
            WHERE f.folded_address = \(address.folded) ORDER BY f.id
            """
        ).map(PersonalDataRecord.init(follower:))
        return PersonalDataSection(name: "cities_followed", title: .personalDataFollowed, records: records)
    }
}

extension PersonalDataRecord {
    init(follower row: SQLRow) throws {
        let follower = try Follower(row: row)
        let (city, since) = (try row.text("city_name"), try row.instant("state_since"))
        members = [
            "city": .text(city), "state": .text(follower.state.rawValue), "since": .instant(since),
            "language": .text(follower.language.code),
        ]
        words = { site in
            let values = ["city": city, "since": site.texts.moment(since)]
            return site.texts(follower.state.words, values)
        }
    }
}

extension Follower.State {
    fileprivate var words: TranslationKey {
        switch self {
        case .pending: .personalDataFollowPending
        case .following: .personalDataFollow
        case .stopped: .personalDataFollowStopped
        }
    }
}
