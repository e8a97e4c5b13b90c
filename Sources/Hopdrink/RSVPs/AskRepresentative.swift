import Domain
import Foundation
import Storage

/// Sends a guest's question to the city's representative, with the guest's address.
enum AskRepresentative {
    enum Outcome: Equatable, Sendable {
        case sent
        case tooMany
        /// There is no such token, there is nobody to ask, or the RSVP is not confirmed.
        case unknown
    }

    static func perform(
        _ question: String, with token: Token, _ tx: Transaction
    ) throws -> Outcome {
        guard let locked = try tx.rsvps.lock(openedBy: token, for: .manage), locked.rsvp.state.isConfirmed
        else { return .unknown }
        return try send(question, from: locked.rsvp, about: locked.meetup, tx)
    }

    /// Sends the question that came with an RSVP once the RSVP is confirmed, and then removes it from the RSVP.
    static func send(wordsOf rsvp: RSVP, about meetup: Meetup, _ tx: Transaction) throws {
        guard !rsvp.words.question.isEmpty else { return }
        _ = try send(rsvp.words.question, from: rsvp, about: meetup, tx)
        var asked = rsvp
        asked.words.question = ""
        try tx.rsvps.saveWords(of: asked)
    }

    private static func send(
        _ question: String, from rsvp: RSVP, about meetup: Meetup, _ tx: Transaction
    ) throws -> Outcome {
        guard let guest = try tx.guests.find(rsvp.guest),
            let representative = try tx.cities.require(meetup.city).representative, representative.address != nil
        else { return .unknown }
        let asked = try tx.letters.questions(of: rsvp, since: tx.now.addingTimeInterval(-86_400))
        guard asked < QuestionDraft.maxPerDay else { return .tooMany }
        var details = LetterDetails()
        details.question = LetterDetails.Question(name: rsvp.name, address: guest.address.text, text: question)
        let cause = "\(rsvp.id):\(Letter.ID.new(at: tx.now))"
        try tx.letters.enqueue(
            .question, to: representative, about: meetup, tellingOf: rsvp.id, because: cause, remembering: details)
        return .sent
    }
}

extension LetterStore {
    /// Returns how many questions a guest has asked since `limit`. Lock the meetup's row first.
    fileprivate func questions(of rsvp: RSVP, since limit: Date) throws -> Int {
        let row = try tx.row(
            """
            SELECT count(*) AS letters FROM letters
            WHERE about_rsvp_id = \(rsvp.id.text) AND kind = 'question' AND created_at > \(limit)
            """
        )
        return try row?.integer("letters") ?? 0
    }
}
