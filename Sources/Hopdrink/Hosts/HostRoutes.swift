import Domain
import Foundation
import Hummingbird
import Storage

/// The page behind the link in a host's email. A GET changes nothing; only the button on the page does.
struct HostRoutes: Sendable {
    let database: any Database
    let pages: Pages

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        guard let meetup = try await database.read({ try $0.hosts.meetup(openedBy: token) }) else {
            throw Failure.notFound
        }
        return pages.response(HostPage(meetup, with: token, in: site, at: database.now))
    }

    @Sendable func confirm(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        let isKnown = try await database.write { try ConfirmMeetup.perform(token, $0) }
        guard isKnown else { throw Failure.notFound }
        return .seeOther(.host(token, in: site.language))
    }
}

/// A host confirms a meetup with the button behind the link in their email.
enum ConfirmMeetup {
    /// Returns false if there is no such token. A meetup that is cancelled or has started stays as it is.
    static func perform(_ token: Token, _ tx: Transaction) throws -> Bool {
        guard let opened = try tx.hosts.meetup(openedBy: token),
            let meetup = try tx.meetups.lock(opened.id)
        else { return false }
        guard meetup.state == .scheduled, !meetup.hasStarted(at: tx.now) else { return true }
        try ReplaceMeetup.perform(meetup, with: meetup.confirmed(at: tx.now), tx)
        return true
    }
}
