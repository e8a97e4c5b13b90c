import Domain
import Foundation
import Storage

struct CardStore {
    let tx: Transaction

    func find(of guest: Guest.ID) throws -> Card? {
        try tx.row("SELECT * FROM cards WHERE guest_id = \(guest.text)").map(Card.init(row:))
    }

    /// Saves the card and replaces the guest's former one.
    func save(_ card: Card, of guest: Guest.ID) throws {
        try noteTrade(of: guest)
        let owner: SQLRecord = ["guest_id": guest.text, "changed_at": tx.now]
        let record = owner.adding(card.record)
        try tx.execute(
            "INSERT INTO cards (\(record.columns)) VALUES (\(record.values)) \(record.upsert(on: "guest_id"))"
        )
    }

    func delete(of guest: Guest.ID) throws {
        try noteTrade(of: guest)
        try tx.execute("DELETE FROM cards WHERE guest_id = \(guest.text)")
    }

    /// Notes that the meetups where the guest's trade counts are shown differently from now on.
    private func noteTrade(of guest: Guest.ID) throws {
        let rows = try tx.rows("SELECT meetup_id FROM rsvps WHERE guest_id = \(guest.text) AND state = 'going'")
        try rows.compactMap { Meetup.ID(parsing: try $0.text("meetup_id")) }.forEach { tx.note(.meetup($0)) }
    }

    /// Returns the number of different trades of guests who are going and have a card.
    func tradeCount(at meetup: Meetup.ID) throws -> Int {
        let row = try tx.row(
            """
            SELECT count(DISTINCT cards.folded_trade) AS trades
            FROM rsvps JOIN cards ON cards.guest_id = rsvps.guest_id
            WHERE rsvps.meetup_id = \(meetup.text) AND rsvps.state = 'going'
            """
        )
        return try row?.integer("trades") ?? 0
    }
}

extension Transaction {
    var cards: CardStore { CardStore(tx: self) }
}

extension Card {
    fileprivate var record: SQLRecord {
        [
            "name": name,
            "trade": trade,
            "folded_trade": foldedTrade,
            "firm": firm,
            "city": city,
            "site": site?.text,
            "phone": phone,
            "languages": languages,
            "offer": offer,
            "seek": seek,
        ]
    }

    init(row: SQLRow) throws {
        self.init(name: try row.text("name"), trade: try row.text("trade"))
        firm = try row.optionalText("firm")
        city = try row.optionalText("city")
        site = try row.optionalText("site").map { try WebAddress(parsing: $0) }
        phone = try row.optionalText("phone")
        languages = try row.optionalText("languages")
        offer = try row.optionalText("offer")
        seek = try row.optionalText("seek")
    }
}
