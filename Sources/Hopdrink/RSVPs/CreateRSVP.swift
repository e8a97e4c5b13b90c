import Domain
import Foundation
import Storage

/// Creates an RSVP. The outcome looks the same from outside, whatever is known about the address, and also for guests
/// who ask for a seat afterwards: the same seats are reserved for the same time.
struct CreateRSVP: Sendable {
    enum Outcome: Equatable, Sendable {
        case letterOnItsWay
        case refused(Refusal)
    }

    /// A guest's RSVP, its meetup, language and client. The meetup's row is locked.
    struct Answer: Sendable {
        let draft: RSVPDraft
        let meetup: Meetup
        let language: Language
        /// The client that sent it.
        let client: String
        /// Whether the guest gets an email. A guest who sends RSVPs again and again gets none, and nothing they wrote
        /// is stored.
        var mayEmail = true
        /// Whether seats may be reserved until the RSVP is confirmed.
        var mayReserve = true

        init(_ draft: RSVPDraft, to meetup: Meetup, in language: Language, from client: String) {
            self.draft = draft
            self.meetup = meetup
            self.language = language
            self.client = client
        }
    }

    /// The maximum number of confirmation emails for one RSVP from one client, however often somebody asks. A client
    /// that uses up its limit leaves the limits of other clients untouched, until `maxConfirmRequestsInAll` is reached.
    private static let maxConfirmRequests = 3
    private static let maxConfirmRequestsInAll = 6

    let settings: RSVPSettings

    init(settings: RSVPSettings) {
        self.settings = settings
    }

    func callAsFunction(_ answer: Answer, _ tx: Transaction) throws -> Outcome {
        let meetup = answer.meetup
        if let refusal = Admission.refusal(of: meetup, at: tx.now) { return .refused(refusal) }
        try PromoteGuests.perform(in: meetup, tx)
        let arrival = try tx.rsvps.nextArrival(at: meetup.id)
        let reservation = try reservation(for: answer, tx)
        guard answer.mayEmail else {
            try tx.asks.insert(answer.ask(about: nil, nil, reservation, arrival, at: tx.now), from: answer.client)
            return .letterOnItsWay
        }
        let guest = try tx.guests.findOrInsert(answer.draft.address)
        let rsvp = try tx.rsvps.findOrInsert(asking: answer.rsvp(of: guest, arrival, at: tx.now))
        let mayConfirm = try mayConfirm(answer, rsvp, tx)
        let ask = answer.ask(about: rsvp.id, mayConfirm ? answer.content : nil, reservation, arrival, at: tx.now)
        try tx.asks.insert(ask, from: answer.client)
        if mayConfirm {
            try tx.letters.enqueue(.confirm, about: rsvp, of: meetup, asking: ask.id)
        } else if rsvp.state.isConfirmed {
            try tx.letters.enqueue(.known, about: rsvp, of: meetup)
        }
        return .letterOnItsWay
    }

    /// Returns what is reserved for this RSVP now.
    private func reservation(for answer: Answer, _ tx: Transaction) throws -> Ask.Reservation {
        let meetup = answer.meetup
        let place = Admission.place(
            for: 1 + answer.draft.companions, in: try tx.rsvps.occupancy(of: meetup),
            try tx.asks.reservedSeats(at: meetup.id, client: answer.client),
            answer.mayReserve ? settings.share : nil
        )
        return Ask.Reservation(place: place, until: tx.now.addingTimeInterval(settings.reservation))
    }

    /// Returns whether an email asks the guest to confirm: the RSVP is not confirmed, and the guest did not get the
    /// same email a moment ago or too many such emails.
    private func mayConfirm(
        _ answer: Answer, _ rsvp: RSVP, _ tx: Transaction
    ) throws -> Bool {
        let asks = try tx.asks.all(about: rsvp.id)
        let letters = try tx.asks.confirmRequests(about: rsvp.id, from: answer.client)
        guard !rsvp.state.isConfirmed, letters.fromClient < Self.maxConfirmRequests,
            letters.inAll < Self.maxConfirmRequestsInAll
        else { return false }
        return !asks.contains { $0.isRepeated(by: answer.content, at: tx.now) }
    }
}

extension CreateRSVP.Answer {
    fileprivate var content: Ask.Content {
        var words = draft.words
        if meetup.terms.guests.question.isEmpty { words.answer = "" }
        return Ask.Content(
            name: draft.name, companions: draft.companions, words: words, acceptsFewer: draft.acceptsFewer,
            language: language
        )
    }

    fileprivate func ask(
        about rsvp: RSVP.ID?, _ content: Ask.Content?, _ reservation: Ask.Reservation, _ arrival: Int, at now: Date
    ) -> Ask {
        Ask(
            id: .new(at: now), meetup: meetup.id, rsvp: rsvp, content: content, people: 1 + draft.companions,
            reservation: reservation, arrival: arrival, askedAt: now
        )
    }

    /// Returns the RSVP of a guest who has none yet. What they wrote stays in the ask until they confirm it.
    fileprivate func rsvp(of guest: Guest, _ arrival: Int, at now: Date) -> RSVP {
        RSVP(
            id: .new(at: now), meetup: meetup.id, guest: guest.id, name: draft.name, companions: draft.companions,
            state: .pending, arrival: arrival, language: language, createdAt: now
        )
    }
}
