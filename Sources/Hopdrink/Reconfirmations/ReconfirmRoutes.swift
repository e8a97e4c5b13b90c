import Domain
import Foundation
import Hummingbird
import Storage

/// The page where a guest reconfirms that they come. A GET changes nothing; only the button on the page does.
struct ReconfirmRoutes: Sendable {
    let database: any Database
    let pages: Pages

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        let page = try await database.read { tx -> ReconfirmPage? in
            guard let rsvp = try tx.tokens.rsvp(openedBy: token, for: .manage),
                let meetup = try tx.meetups.find(rsvp.meetup)
            else { return nil }
            let answered = try tx.inbound.answerHistory(of: rsvp.id).latest
            let state = ReconfirmPage.State(
                rsvp, isAnswered: ReconfirmPlan(of: meetup)?.isAnswered(by: answered) ?? true,
                Admission.refusal(of: meetup, at: tx.now)
            )
            return ReconfirmPage(state, rsvp, to: meetup, with: token, in: site)
        }
        guard let page else { throw Failure.notFound }
        return pages.response(page)
    }

    @Sendable func confirm(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        guard try await database.write({ try ReconfirmRSVP.perform(token, $0) }) else {
            throw Failure.notFound
        }
        return .seeOther(.reconfirm(token, in: site.language))
    }

    /// Takes a free seat after the waiting list has closed.
    @Sendable func take(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        guard try await database.write({ try TakePlace.perform(token, $0) }) else {
            throw Failure.notFound
        }
        return .seeOther(.manage(token, in: site.language))
    }
}
