import Domain
import Foundation
import Hummingbird
import Storage

/// The RSVP API in JSON. A program is not a person who fills in a form: without an organiser's token it may create only
/// few RSVPs, and no seats are reserved for them.
struct RSVPAPI: Sendable {
    let database: any Database
    let pages: Pages
    let createRSVP: CreateRSVP
    let forms: FormProtection
    let gate: OrganiserGate

    /// The response. It is the same for everybody, so that it reveals nothing about the address.
    private struct Accepted: Encodable {
        let meetup: String
        let state = "pending"
        let detail = "An email is on its way; the RSVP counts once the link in it is opened and confirmed."
    }

    /// The input, read before anything is counted or written.
    private struct Asking: Sendable {
        let draft: RSVPDraft
        let language: Language
    }

    @Sendable func create(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("id", of: Meetup.self)
        try forms.count(request, context)
        let isOrganiser = try await gate.admits(request)
        let client = forms.client(request, context)
        let write = APIWrite(database: database)
        return try await write(request, as: .newRSVP, .created) { written in
            let read = try await read(written, request, to: id)
            // Invalid input does not count towards the limit, however often it is sent.
            if !isOrganiser { try forms.countProgram(request, context) }
            let mayEmail = try forms.allowsEmail(to: read.draft.address, about: id)
            return (read, mayEmail)
        } _: { facts, tx in
            let (read, mayEmail) = facts
            guard let meetup = try tx.meetups.lock(id) else { throw Failure.notFound }
            var answer = CreateRSVP.Answer(read.draft, to: meetup, in: read.language, from: client)
            answer.mayEmail = mayEmail
            answer.mayReserve = isOrganiser
            try Self.check(try createRSVP(answer, tx))
            return Accepted(meetup: id.text)
        }
    }

    private func read(_ written: RawInput, _ request: Request, to id: Meetup.ID) async throws -> Asking {
        let found = try await database.read { tx in
            try tx.meetups.find(id).map { ($0, try tx.cities.require($0.city)) }
        }
        guard let (meetup, city) = found else { throw Failure.notFound }
        let draft = try Self.draft(written, for: meetup, in: city)
        try Self.check(Admission.refusal(of: meetup, at: database.now).map { .refused($0) } ?? .letterOnItsWay)
        return Asking(
            draft: draft, language: pages.language(for: request, city: city.languages)
        )
    }

    private static func draft(_ written: RawInput, for meetup: Meetup, in city: City) throws(Failure) -> RSVPDraft {
        do throws(ValidationErrors) {
            return try RSVPDraft(
                reading: written, capacity: meetup.terms.capacity, allowsQuestion: city.takesQuestions
            )
        } catch {
            throw .unprocessable(error)
        }
    }

    private static func check(_ outcome: CreateRSVP.Outcome) throws(Failure) {
        switch outcome {
        case .letterOnItsWay: return
        case .refused(.started): throw .conflict("This meetup has started or is over.")
        case .refused(.cancelled): throw .conflict("This meetup is cancelled.")
        }
    }
}

extension JSONSchema {
    static let newRSVP = JSONSchema.object([
        .required("name", .text(.line, length: 1...80)),
        .required("email", .text(.address, length: 5...254)),
        .optional("companions", .integer(0...RSVPDraft.maxCompanions)),
        .optional("answer", .text(.lineOrNothing, length: 0...GuestWords.maxAnswerLength)),
        .optional("word", .text(.paragraph, length: 0...GuestWords.maxQuestionLength)),
        .optional("word_for", .word(["host", "representative"])),
        .optional("accepts_fewer", .flag),
    ])
}
