import Domain
import Foundation
import Hummingbird
import Storage

/// RSVPs in JSON.
struct RSVPAPI: Sendable {
    let database: any Database
    let answer: AnswerMeetup
    let pages: Pages
    let forms: FormGuard
    let now: CurrentTime

    /// The same for everybody, so that it tells nothing about the address.
    private struct Accepted: Encodable {
        let meetup: String
        let state = "pending"
        let detail = "A letter is on its way; the RSVP counts once the link in it is followed and confirmed."
    }

    @Sendable func create(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("id", of: Meetup.self)
        try forms.count(request, context)
        let write = APIWrite(database: database, now: now)
        return try await write(request, as: .newRSVP, .created) { written, transaction, now in
            guard let meetup = try transaction.heldMeetup(id) else { throw Failure.notFound }
            let city = try transaction.city(of: meetup.city)
            let draft = try Self.draft(written, for: meetup, in: city)
            let language = pages.language(for: request, city: city.languages)
            var answer = AnswerMeetup.Answer(draft, to: meetup, in: language)
            answer.isHeard = try forms.mayWrite(to: draft.address, about: id)
            try Self.check(try self.answer(answer, transaction, at: now))
            return Accepted(meetup: id.text)
        }
    }

    private static func draft(_ written: Written, for meetup: Meetup, in city: City) throws(Failure) -> RSVPDraft {
        do throws(Faults) {
            return try RSVPDraft(
                reading: written, capacity: meetup.terms.capacity, mayAsk: city.takesQuestions
            )
        } catch {
            throw .unprocessable(error)
        }
    }

    private static func check(_ outcome: AnswerMeetup.Outcome) throws(Failure) {
        switch outcome {
        case .letterOnItsWay: return
        case .refused(.started): throw .conflict("This meetup has begun or is over.")
        case .refused(.cancelled): throw .conflict("This meetup is cancelled.")
        }
    }
}

extension JSONSchema {
    static let newRSVP = JSONSchema.object([
        .required("name", .text(.line, length: 1...80)),
        .required("email", .text(.address, length: 5...254)),
        .optional("companions", .integer(0...RSVPDraft.mostCompanions)),
        .optional("answer", .text(.lineOrNothing, length: 0...GuestWords.mostOfAnswer)),
        .optional("word", .text(.paragraph, length: 0...GuestWords.mostOfQuestion)),
        .optional("word_for", .word(["host", "representative"])),
        .optional("accepts_fewer", .flag),
    ])
}
