import Domain
import Foundation
import Hummingbird
import Storage

/// The form on a meetup's page.
struct RSVPFormRoutes: Sendable {
    let database: any Database
    let createRSVP: CreateRSVP
    let forms: FormProtection
    /// The page on which the form is.
    let meetups: MeetupRoutes

    private var pages: Pages { meetups.pages }

    /// Responds with 303 if the form was accepted, with 422, the form and its errors if not, and with 409 if the meetup
    /// takes no more RSVPs.
    @Sendable func create(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, id) = (try pages.site(context), try context.identifier("meetup", of: Meetup.self))
        let submission = try await forms.submit(request, context, .rsvp(id)) { input in
            let (meetup, allowsQuestion) = try await offer(id)
            return try RSVPDraft(reading: input, capacity: meetup.terms.capacity, allowsQuestion: allowsQuestion)
        }
        switch submission {
        case .honeypot: return .seeOther(.sent(id, in: site.language))
        case .refused(let input): return try await meetups.page(context, input, status: .unprocessableContent)
        case .accepted(let draft):
            switch try await create(draft, for: id, in: site.language, from: forms.client(request, context)) {
            case .letterOnItsWay: return .seeOther(.sent(id, in: site.language))
            case .refused: return try await meetups.page(context, status: .conflict)
            }
        }
    }

    private func create(
        _ draft: RSVPDraft, for id: Meetup.ID, in language: Language, from client: String
    ) async throws -> CreateRSVP.Outcome {
        let mayEmail = try forms.allowsEmail(to: draft.address, about: id)
        return try await database.write { tx in
            guard let meetup = try tx.meetups.lock(id) else { throw Failure.notFound }
            var answer = CreateRSVP.Answer(draft, to: meetup, in: language, from: client)
            answer.mayEmail = mayEmail
            return try createRSVP(answer, tx)
        }
    }

    /// Returns the meetup, and whether its city has a representative to ask.
    private func offer(_ id: Meetup.ID) async throws -> (Meetup, Bool) {
        let found = try await database.read { tx in
            try tx.meetups.find(id).map { ($0, try tx.cities.require($0.city).takesQuestions) }
        }
        guard let found else { throw Failure.notFound }
        return found
    }

    /// Redirects a GET of a refused form's URL to the page with the form.
    @Sendable func returnToForm(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, id) = (try pages.site(context), try context.identifier("meetup", of: Meetup.self))
        return .seeOther(.meetup(id, in: site.language))
    }

    @Sendable func showSent(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, id) = (try pages.site(context), try context.identifier("meetup", of: Meetup.self))
        guard let meetup = try await database.read({ try $0.meetups.find(id) }) else { throw Failure.notFound }
        return pages.response(SentPage(meetup, in: site))
    }
}
