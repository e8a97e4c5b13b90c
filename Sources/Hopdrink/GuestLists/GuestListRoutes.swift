import Domain
import Foundation
import Hummingbird
import Storage

/// The guest list, for hosts behind the link in their email, and for organisers in JSON.
struct GuestListRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let links: SignedLinks
    let now: CurrentTime

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, link) = (try pages.site(context), try context.signedLink())
        guard let id = links.meetup(of: link) else { throw Failure.notFound }
        let instant = now()
        let list = try await database.read { try $0.guestList(of: id, at: instant) }
        guard let list, GuestList.isOpen(list.meetup, at: instant) else { throw Failure.notFound }
        return pages.response(GuestListPage(list, in: site))
    }

    @Sendable func list(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("id", of: Meetup.self)
        let instant = now()
        guard let list = try await database.read({ try $0.guestList(of: id, at: instant) }) else {
            throw Failure.notFound
        }
        return try .json(GuestListView(list))
    }
}
