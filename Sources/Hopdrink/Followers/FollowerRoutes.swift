import Domain
import Foundation
import Hummingbird
import Storage

/// The page where somebody starts or stops following a city. A GET changes nothing.
struct FollowerRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let links: SignedLinks

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, link) = (try pages.site(context), try context.signedLink())
        guard let id = links.follower(of: link) else { throw Failure.notFound }
        let found = try await database.read { tx in
            try tx.followers.find(id).map { ($0, try tx.cities.require($0.city)) }
        }
        guard let (follower, city) = found else { throw Failure.notFound }
        return pages.response(ButtonPage(follower, of: city, link, in: site))
    }

    @Sendable func follow(_ request: Request, context: RequestContext) async throws -> Response {
        try await move(context) { try $0.followers.follow($1, in: $2) }
    }

    @Sendable func stop(_ request: Request, context: RequestContext) async throws -> Response {
        try await move(context) { tx, id, _ in try tx.followers.move(id, to: .stopped) }
    }

    private func move(
        _ context: RequestContext,
        _ work: @escaping @Sendable (Transaction, Follower.ID, Language) throws -> Bool
    ) async throws -> Response {
        let (site, link) = (try pages.site(context), try context.signedLink())
        guard let id = links.follower(of: link),
            try await database.write({ try work($0, id, site.language) })
        else { throw Failure.notFound }
        return .seeOther(.follower(link, in: site.language))
    }
}

extension RequestContext {
    /// Returns the signed link in the path, whose signature is not verified yet.
    func signedLink() throws -> SignedLink {
        SignedLink(text: try parameters.require(RouteParameter.token))
    }
}
