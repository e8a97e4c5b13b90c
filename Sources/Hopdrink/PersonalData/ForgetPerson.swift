import Domain
import Foundation
import Storage

/// Erases all personal data of an address in one transaction. An operator's suppression of the address stays.
enum ForgetPerson {
    /// Returns the data that was erased.
    @discardableResult
    static func perform(_ address: EmailAddress, _ tx: Transaction) throws -> PersonalData {
        let locked = try tx.personalData.gather(of: address)
        let meetups = try tx.personalData.lockMeetups(ofGuest: address)
        _ = try tx.meetups.recordAttendance(of: meetups.map(\.id.text))
        try tx.personalData.eraseAnswers(of: address)
        meetups.forEach { tx.note(.meetup($0.id)) }
        for meetup in meetups { try PromoteGuests.perform(in: meetup, tx) }
        try tx.personalData.eraseRest(of: address)
        return locked
    }
}

extension PersonalDataStore {
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

    /// Erases RSVPs with their emails and links, emails to others that mention the guest, and the guest with their
    /// feeds.
    fileprivate func eraseAnswers(of address: EmailAddress) throws {
        let guest: SQL = "SELECT id FROM guests WHERE folded_address = \(address.folded)"
        try tx.letters.deleteOwners(.rsvp, where: "guest_id IN (\(guest))")
        try tx.execute("DELETE FROM guests WHERE folded_address = \(address.folded)")
    }

    fileprivate func eraseRest(of address: EmailAddress) throws {
        let folded = address.folded
        try tx.letters.deleteOwners(.follower, where: "folded_address = \(folded)")
        try tx.letters.deleteOwners(.cityRequest, where: "folded_address = \(folded)")
        tx.note(.cityRequests)
        try tx.execute("DELETE FROM letters WHERE folded_recipient = \(folded)")
        try tx.execute("DELETE FROM personal_data_tokens WHERE folded_address = \(folded)")
        try tx.execute("DELETE FROM personal_data_requests WHERE folded_address = \(folded)")
        try tx.execute("DELETE FROM suppressions WHERE folded_address = \(folded) AND cause <> 'operator'")
    }
}
