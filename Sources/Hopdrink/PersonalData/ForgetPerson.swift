import Domain
import Foundation
import Storage

/// Erases all personal data of an address in one transaction. An operator's suppression of the address stays.
enum ForgetPerson {
    /// Returns the data that was erased.
    @discardableResult
    static func perform(_ address: EmailAddress, _ transaction: Transaction, at now: Date) throws -> PersonalData {
        let locked = try transaction.personalData(of: address)
        let meetups = try transaction.lockMeetups(ofGuest: address)
        _ = try transaction.keepHeadCounts(of: meetups.map(\.id.text), at: now)
        try transaction.eraseAnswers(of: address)
        meetups.forEach { transaction.note(.meetup($0.id)) }
        for meetup in meetups { try transaction.promote(in: meetup, at: now) }
        try transaction.eraseRest(of: address)
        return locked
    }
}

extension Transaction {
    /// Locks and returns the meetups to which a guest has an RSVP, and then locks the guest's row. This is the order in
    /// which other transactions lock them.
    fileprivate func lockMeetups(ofGuest address: EmailAddress) throws -> [Meetup] {
        var locked: [Meetup] = []
        while true {
            let missing = try answeredMeetups(of: address).filter { id in !locked.contains { $0.id == id } }
            locked += try missing.compactMap { try lockMeetup($0) }
            _ = try row("SELECT id FROM guests WHERE folded_address = \(address.folded) \(dialect.forUpdate)")
            // RSVPs that were made in between are seen now, and no new ones can be made.
            if try answeredMeetups(of: address).allSatisfy({ id in locked.contains { $0.id == id } }) { return locked }
        }
    }

    private func answeredMeetups(of address: EmailAddress) throws -> [Meetup.ID] {
        try rows(
            """
            SELECT r.meetup_id FROM guests g JOIN rsvps r ON r.guest_id = g.id
            WHERE g.folded_address = \(address.folded) ORDER BY r.meetup_id
            """
        ).compactMap { Meetup.ID(parsing: try $0.text("meetup_id")) }
    }

    /// Erases RSVPs with their emails and links, emails to others that mention the guest, and the guest with their
    /// feeds.
    fileprivate func eraseAnswers(of address: EmailAddress) throws {
        let guest: SQL = "SELECT id FROM guests WHERE folded_address = \(address.folded)"
        try delete(.rsvp, where: "guest_id IN (\(guest))")
        try execute("DELETE FROM guests WHERE folded_address = \(address.folded)")
    }

    fileprivate func eraseRest(of address: EmailAddress) throws {
        let folded = address.folded
        try delete(.follower, where: "folded_address = \(folded)")
        try delete(.cityRequest, where: "folded_address = \(folded)")
        note(.cityRequests)
        try execute("DELETE FROM letters WHERE folded_recipient = \(folded)")
        try execute("DELETE FROM personal_data_tokens WHERE folded_address = \(folded)")
        try execute("DELETE FROM personal_data_requests WHERE folded_address = \(folded)")
        try execute("DELETE FROM suppressions WHERE folded_address = \(folded) AND cause <> 'operator'")
    }
}
