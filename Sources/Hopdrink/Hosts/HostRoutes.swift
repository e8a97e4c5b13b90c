import Domain
import Foundation
import Hummingbird
import Storage

/// The page that the link in a host's letter opens. Looking changes nothing; the button on it does.
struct HostRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let now: CurrentTime

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        guard let meetup = try await database.read({ try $0.meetup(openedForHostsBy: token) }) else {
            throw Failure.notFound
        }
        return pages.response(HostPage(meetup, with: token, in: site, at: now()))
    }

    @Sendable func confirm(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        let instant = now()
        let isKnown = try await database.write { try ConfirmMeetup.perform(token, $0, at: instant) }
        guard isKnown else { throw Failure.notFound }
        return .seeOther(.host(token, in: site.language))
    }
}

/// A host pressed the button that their letter led to.
enum ConfirmMeetup {
    /// False when there is no such token. What is cancelled or has begun stays as it is.
    static func perform(_ token: Token, _ transaction: Transaction, at now: Date) throws -> Bool {
        guard let opened = try transaction.meetup(openedForHostsBy: token),
            let meetup = try transaction.lockMeetup(opened.id)
        else { return false }
        guard meetup.state == .scheduled, !meetup.hasStarted(at: now) else { return true }
        try transaction.replace(meetup, with: meetup.confirmed(at: now), at: now)
        return true
    }
}
