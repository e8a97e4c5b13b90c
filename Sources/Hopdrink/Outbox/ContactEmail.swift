import Domain
import Foundation
import Storage

/// A kind of email to somebody who looks after a meetup: a host, or the city's representative.
struct ContactEmail: Email {
    /// What a page is made from.
    struct Subject: Sendable {
        let letter: Letter
        let contact: Contact
        let meetup: Meetup
        /// The guest list, if it was read.
        let headCount: HeadCount
    }

    let kind: LetterKind
    let title: TranslationKey
    var hasToken = false
    var needsDetails = false
    var readsHeadCount = false
    var usefulUntil: @Sendable (Meetup, _ queued: Date) -> Date = { meetup, _ in meetup.startsAt }
    let isStillTrue: @Sendable (Meetup) -> Bool
    /// Whether the meetup still starts at the time for which it was queued, if it is about one.
    var isOnTime: @Sendable (Letter, Meetup) -> Bool = { _, _ in true }
    let makePage: @Sendable (Subject, LetterFacts, LetterLinks, LocalizedSite) throws -> any LetterPage
}

extension ContactEmail {
    /// Returns the key that makes a letter unique: one per person and start of the meetup, or per named cause.
    func idempotencyKey(to contact: Contact, about meetup: Meetup, because cause: String? = nil) -> String {
        "\(kind.rawValue):\(meetup.id):\(contact.address?.folded ?? ""):\(cause ?? String(meetup.startsAt.wholeSeconds))"
    }

    func facts(for letter: Letter, _ tx: Transaction) throws -> LetterFacts? {
        guard case .meetup(let id, let contact) = letter.subject else {
            throw StoreError.unreadable(column: "letters.owner_kind")
        }
        guard let meetup = try tx.meetups.find(id), let address = contact.address else { return nil }
        var facts = try LetterFacts(of: self, for: .contact(contact, address, meetup), in: meetup.city, tx)
        if readsHeadCount {
            facts.headCount = HeadCount(
                going: try tx.rsvps.all(to: meetup.id, in: .going),
                waiting: try tx.rsvps.all(to: meetup.id, in: .waiting)
            )
        }
        return facts
    }

    func isTrue(_ letter: Letter, _ facts: LetterFacts) -> Bool {
        guard case .contact(_, _, let meetup) = facts.reader else { return false }
        return isStillTrue(meetup) && isOnTime(letter, meetup)
    }

    func deadline(of letter: Letter, _ facts: LetterFacts) -> Date {
        guard case .contact(_, _, let meetup) = facts.reader else { return letter.deadline }
        return usefulUntil(meetup, letter.queued)
    }

    func page(
        of letter: Letter, _ facts: LetterFacts, _ links: LetterLinks, in site: LocalizedSite, at now: Date
    ) throws -> any LetterPage {
        guard case .contact(let contact, _, let meetup) = facts.reader else { throw LetterFacts.OtherReader() }
        let subject = Subject(letter: letter, contact: contact, meetup: meetup, headCount: facts.headCount)
        return try makePage(subject, facts, links, site)
    }
}
