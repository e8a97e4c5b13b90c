import Domain
import Foundation
import Hummingbird
import Storage

/// The guest list, for hosts behind the link in their email, and for organisers in JSON.
struct GuestListRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let links: SignedLinks

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, link) = (try pages.site(context), try context.signedLink())
        guard let id = links.meetup(of: link) else { throw Failure.notFound }
        let list = try await database.read { try GuestList(of: id, $0) }
        guard let list, GuestList.isOpen(list.meetup, at: database.now) else { throw Failure.notFound }
        return pages.response(GuestListPage(list, in: site))
    }

    @Sendable func list(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("id", of: Meetup.self)
        guard let list = try await database.read({ try GuestList(of: id, $0) }) else {
            throw Failure.notFound
        }
        return try .json(GuestListView(list))
    }
}
