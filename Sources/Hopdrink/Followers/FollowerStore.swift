import Domain
import Foundation
import Storage

extension Transaction {
    func follower(_ id: Follower.ID) throws -> Follower? {
        try row("SELECT * FROM followers WHERE id = \(id.text)").map(Follower.init(row:))
    }
}

extension Follower {
    init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")), let state = State(rawValue: try row.text("state")) else {
            throw StoreError.unreadable(column: "followers.id")
        }
        self.init(
            id: id, city: try Slug(parsing: row.text("city_slug")),
            address: try EmailAddress(parsing: row.text("address")),
            language: try Language(parsing: row.text("language")), state: state,
            toldUntil: try row.instant("told_until")
        )
    }
}
