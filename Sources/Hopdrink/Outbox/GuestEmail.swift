import Domain
import Foundation
import Storage

/// A kind of email to a guest, about their RSVP to a meetup.
struct GuestEmail: Email {
    let kind: LetterKind
    let title: TranslationKey
    let subject: TranslationKey
    /// The first sentence.
    let lead: @Sendable (RSVP, Prospect) -> TranslationKey
    /// Why the guest gets it.
    var reason = TranslationKey.letterReason
    var hasToken = true
    /// What the link opens: the confirmation, or the guest's own page.
    var opens = TokenPurpose.manage
    var isUnsubscribable = false
    var supersedes: [LetterKind] = []
    var tellsChange = false
    /// Whether it gives a seat, perhaps for fewer people than the guest asked for.
    var givesSeat = false
    /// Whether it repeats how many people come.
    var showsParty = true
    /// What makes it unique for an RSVP: by default what it asks to confirm, or else the second in which it was caused.
    var key: @Sendable (Meetup, Ask.ID?, _ now: Date) -> String? = { _, ask, now in
        ask?.text ?? String(now.wholeSeconds)
    }
    var usefulUntil: @Sendable (Meetup, _ queued: Date) -> Date = { meetup, _ in meetup.startsAt }
    /// Whether the deadline stays as it was queued if the meetup is moved to a later time.
    var deadlineNeverMovesBack = false
    let isStillTrue: @Sendable (RSVP, Meetup) -> Bool
    /// Whether the meetup still starts at the time for which it was queued, if it is about one.
    var isOnTime: @Sendable (Letter, Meetup) -> Bool = { _, _ in true }
    /// What it changes in the guest's calendar.
    var invitation: @Sendable (RSVP) -> Invitation.Change? = { _ in nil }
    /// The button for what it asks for.
    var button: @Sendable (Prospect, Token, LocalizedSite) -> LetterButton? = { _, _, _ in nil }
    /// The page, if it is not a `MeetupLetter`; `next` is the city's next meetup.
    var makePage: (@Sendable (LetterFacts.Answer, _ next: Meetup?, City, LetterLinks, LocalizedSite) -> any LetterPage)?
}

extension GuestEmail {
    /// Returns the key that makes a letter unique.
    func idempotencyKey(about rsvp: RSVP.ID, of meetup: Meetup, asking ask: Ask.ID? = nil, at now: Date) -> String {
        "\(kind.rawValue):\(rsvp)" + (key(meetup, ask, now).map { ":\($0)" } ?? "")
    }

    func facts(for letter: Letter, _ tx: Transaction) throws -> LetterFacts? {
        guard case .rsvp(let id) = letter.subject else { throw StoreError.unreadable(column: "letters.owner_kind") }
        guard let rsvp = try tx.rsvps.find(id), let meetup = try tx.meetups.find(rsvp.meetup),
            let guest = try tx.guests.find(rsvp.guest)
        else { return nil }
        if opens == .confirm, !rsvp.state.isConfirmed { return try facts(asking: letter, rsvp, guest, meetup, tx) }
        var facts = try LetterFacts(of: self, for: .guest(rsvp, guest, meetup), in: meetup.city, tx)
        if makePage != nil { facts.next = try tx.meetups.next(in: meetup.city) }
        return facts
    }

    /// Returns the facts of an email that asks to confirm. It states what was asked then, whatever was asked since.
    private func facts(
        asking letter: Letter, _ rsvp: RSVP, _ guest: Guest, _ meetup: Meetup, _ tx: Transaction
    ) throws -> LetterFacts? {
        guard let content = try letter.ask.flatMap({ try tx.asks.find($0) })?.content else {
            return rsvp.state.isPending
                ? nil : try LetterFacts(of: self, for: .guest(rsvp, guest, meetup), in: meetup.city, tx)
        }
        var asked = rsvp.saying(content)
        asked.state = .pending
        var facts = try LetterFacts(of: self, for: .guest(asked, guest, meetup), in: meetup.city, tx)
        facts.prospect = Prospect(of: content.party, try tx.asks.all(about: rsvp.id), at: tx.now)
        return facts
    }

    func isTrue(_ letter: Letter, _ facts: LetterFacts) -> Bool {
        guard case .guest(let rsvp, _, let meetup) = facts.reader else { return false }
        return isStillTrue(rsvp, meetup) && isOnTime(letter, meetup)
            && letter.details.former != LetterDetails(former: meetup).former
    }

    /// If the meetup moves, the deadlines of its emails move too.
    func deadline(of letter: Letter, _ facts: LetterFacts) -> Date {
        guard case .guest(_, _, let meetup) = facts.reader else { return letter.deadline }
        let deadline = usefulUntil(meetup, letter.queued)
        return deadlineNeverMovesBack ? min(deadline, letter.deadline) : deadline
    }

    func page(
        of letter: Letter, _ facts: LetterFacts, _ links: LetterLinks, in site: LocalizedSite, at now: Date
    ) throws -> any LetterPage {
        guard case .guest(let rsvp, _, let meetup) = facts.reader else { throw LetterFacts.OtherReader() }
        let answer = LetterFacts.Answer(rsvp: rsvp, meetup: meetup, prospect: facts.prospect)
        if let makePage { return makePage(answer, facts.next, try facts.knownCity, links, site) }
        return MeetupLetter(self, letter, answer, links, in: site, at: now)
    }
}

extension MeetupStore {
    /// Returns the next meetup of a city that takes place.
    fileprivate func next(in city: Slug) throws -> Meetup? {
        try all(in: city, endingAfter: tx.now, limit: 50).first {
            $0.state == .scheduled && !$0.hasStarted(at: tx.now)
        }
    }
}
