import Domain
import Foundation
import Storage

extension PersonalDataSource {
    /// RSVPs. Erasing them erases the guest, with their cards, feeds and links, and gives the seats to those who wait.
    static let rsvps = PersonalDataSource(gather: answers, erase: eraseRSVPs)

    /// RSVPs that are not confirmed yet; they go with the RSVPs.
    static let asks = PersonalDataSource(gather: asks)

    @Sendable private static func answers(_ tx: Transaction, _ address: EmailAddress) throws -> PersonalDataSection {
        let records = try tx.rows(
            """
            SELECT r.*, m.time_zone, m.local_start, m.title, c.name AS city_name
            FROM guests g JOIN rsvps r ON r.guest_id = g.id JOIN meetups m ON m.id = r.meetup_id
                JOIN cities c ON c.slug = m.city_slug
            WHERE g.folded_address = \(address.folded) ORDER BY m.starts_at, r.id
            """
        ).map(PersonalDataRecord.init(answer:))
        return PersonalDataSection(name: "answers", title: .personalDataAnswers, records: records)
    }

    @Sendable private static func asks(_ tx: Transaction, _ address: EmailAddress) throws -> PersonalDataSection {
        let records = try tx.rows(
            """
            SELECT a.*, m.time_zone, m.local_start, m.title, c.name AS city_name
            FROM guests g JOIN rsvps r ON r.guest_id = g.id JOIN asks a ON a.rsvp_id = r.id
                JOIN meetups m ON m.id = a.meetup_id JOIN cities c ON c.slug = m.city_slug
            WHERE g.folded_address = \(address.folded) AND a.name IS NOT NULL ORDER BY a.asked_at, a.id
            """
        ).compactMap(PersonalDataRecord.init(ask:))
        return PersonalDataSection(name: "answers_to_confirm", title: .personalDataAsks, records: records)
    }

    @Sendable private static func eraseRSVPs(_ tx: Transaction, _ address: EmailAddress) throws {
        let meetups = try tx.rsvps.lockMeetups(ofGuest: address)
        _ = try tx.meetups.recordAttendance(of: meetups.map(\.id.text))
        let guest: SQL = "SELECT id FROM guests WHERE folded_address = \(address.folded)"
        try tx.letters.deleteOwners(.rsvp, where: "guest_id IN (\(guest))")
        try tx.execute("DELETE FROM guests WHERE folded_address = \(address.folded)")
        meetups.forEach { tx.note(.meetup($0.id)) }
        for meetup in meetups { try PromoteGuests.perform(in: meetup, tx) }
    }
}

extension PersonalDataRecord {
    init(answer row: SQLRow) throws {
        let rsvp = try RSVP(row: row)
        let start = try LocalDateTime(parsing: row.text("local_start"))
        let (title, city, asked) = (try row.text("title"), try row.text("city_name"), try row.instant("asked_at"))
        let zone = try Zone(stored: row.text("time_zone"))
        members = [
            "meetup": .text(rsvp.meetup.text), "title": .text(title), "city": .text(city),
            "start": .text("\(start):00\(zone.offsetText(at: start.instant(in: zone)))"),
            "state": .text(rsvp.state.name.rawValue), "name": .text(rsvp.name), "companions": .number(rsvp.companions),
            "language": .text(rsvp.language.code), "answered_at": .instant(rsvp.createdAt), "asked_at": .instant(asked),
            "accepts_fewer": .flag(rsvp.acceptsFewer), "answer": .text(rsvp.words.answer),
            "remark": .text(rsvp.words.remark), "question": .text(rsvp.words.question),
        ]
        let said = [rsvp.words.answer, rsvp.words.remark, rsvp.words.question].filter { !$0.isEmpty }
        words = { site in
            let texts = site.texts
            let values = [
                "title": title, "city": city, "date": texts.words(start.date), "time": texts.words(start.time),
                "state": texts(rsvp.state.words), "name": rsvp.name, "party": texts(.party, rsvp.party),
                "language": site.name(of: rsvp.language), "answered": texts.moment(rsvp.createdAt),
            ]
            let more = said.isEmpty ? "" : " " + texts(.personalDataSaid, ["words": said.joined(separator: " · ")])
            return texts(.personalDataAnswer, values) + more
        }
    }

    /// An unconfirmed ask under the address; nil if it has no content.
    init?(ask row: SQLRow) throws {
        let ask = try Ask(row: row)
        guard let content = ask.content else { return nil }
        let start = try LocalDateTime(parsing: row.text("local_start"))
        let (title, city, given) = (try row.text("title"), try row.text("city_name"), content.words)
        let zone = try Zone(stored: row.text("time_zone"))
        members = [
            "meetup": .text(ask.meetup.text), "title": .text(title), "city": .text(city),
            "start": .text("\(start):00\(zone.offsetText(at: start.instant(in: zone)))"),
            "name": .text(content.name), "companions": .number(content.companions),
            "language": .text(content.language.code), "asked_at": .instant(ask.askedAt),
            "accepts_fewer": .flag(content.acceptsFewer), "answer": .text(given.answer),
            "remark": .text(given.remark), "question": .text(given.question),
        ]
        let said = [given.answer, given.remark, given.question].filter { !$0.isEmpty }
        words = { site in
            let texts = site.texts
            let values = [
                "title": title, "city": city, "date": texts.words(start.date), "time": texts.words(start.time),
                "state": texts(.managePending), "name": content.name, "party": texts(.party, content.party),
                "language": site.name(of: content.language), "answered": texts.moment(ask.askedAt),
            ]
            let more = said.isEmpty ? "" : " " + texts(.personalDataSaid, ["words": said.joined(separator: " · ")])
            return texts(.personalDataAnswer, values) + more
        }
    }
}

extension RSVP.State {
    fileprivate var words: TranslationKey {
        switch self {
        case .pending: .managePending
        case .going: .manageGoing
        case .waiting: .manageWaiting
        case .cancelled: .manageCancelled
        }
    }
}

extension RSVPStore {
    /// Locks and returns the meetups to which a guest has an RSVP, and then locks the guest's row. This is the order in
    /// which other transactions lock them.
    fileprivate func lockMeetups(ofGuest address: EmailAddress) throws -> [Meetup] {
        var locked: [Meetup] = []
        while true {
            let missing = try answeredMeetups(of: address).filter { id in !locked.contains { $0.id == id } }
            locked += try missing.compactMap { try tx.meetups.lock($0) }
            _ = try tx.row("SELECT id FROM guests WHERE folded_address = \(address.folded) \(tx.dialect.forUpdate)")
            // RSVPs that were made in between are seen now, and no new ones can be made.
            if try answeredMeetups(of: address).allSatisfy({ id in locked.contains { $0.id == id } }) { return locked }
        }
    }

    private func answeredMeetups(of address: EmailAddress) throws -> [Meetup.ID] {
        try tx.rows(
            """
            SELECT r.meetup_id FROM guests g JOIN rsvps r ON r.guest_id = g.id
            WHERE g.folded_address = \(address.folded) ORDER BY r.meetup_id
            """
        ).compactMap { Meetup.ID(parsing: try $0.text("meetup_id")) }
    }
}
