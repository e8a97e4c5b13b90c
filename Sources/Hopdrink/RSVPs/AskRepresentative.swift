import Domain
import Foundation
import Storage

/// A guest asks the city's representative something; their address goes along.
enum AskRepresentative {
    enum Outcome: Equatable, Sendable {
        case sent
        case tooMany
        /// No such token, nobody to ask, or an answer that nobody confirmed.
        case unknown
    }

    static func perform(
        _ question: String, with token: Token, _ transaction: Transaction, at now: Date
    ) throws -> Outcome {
        guard let rsvp = try transaction.rsvp(openedBy: token, for: .manage, at: now), rsvp.state.isConfirmed,
            let meetup = try transaction.heldMeetup(rsvp.meetup), let guest = try transaction.guest(rsvp.guest),
            let representative = try transaction.city(of: meetup.city).representative, representative.address != nil
        else { return .unknown }
        let asked = try transaction.questions(of: rsvp, since: now.addingTimeInterval(-86_400))
        guard asked < QuestionDraft.mostPerDay else { return .tooMany }
        var details = LetterDetails()
        details.question = LetterDetails.Question(name: rsvp.name, address: guest.address.text, text: question)
        let cause = "\(rsvp.id):\(Letter.ID.new(at: now))"
        try transaction.queue(
            .question, to: representative, about: meetup, because: cause, remembering: details, at: now
        )
        return .sent
    }
}

extension Transaction {
    /// How many questions a guest has asked since then. Hold the meetup's row first.
    fileprivate func questions(of rsvp: RSVP, since limit: Date) throws -> Int {
        let key = "%:\(rsvp.id):%"
        let row = try row(
            """
            SELECT count(*) AS letters FROM letters
            WHERE meetup_id = \(rsvp.meetup.text) AND kind = 'question' AND created_at > \(limit)
                AND idempotency_key LIKE \(key)
            """
        )
        return try row?.integer("letters") ?? 0
    }
}
