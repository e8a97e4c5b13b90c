import Domain
import Foundation
import Hummingbird
import Storage

/// The page where somebody starts or stops following a city. A GET changes nothing.
struct FollowerRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let links: SignedLinks
    let forms: FormProtection
    /// The page on which the form is.
    let cities: CityRoutes

    /// Reads the form on a city's page. Responds with 303 if it was accepted, with 422, the form and its errors if not.
    @Sendable func ask(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, city) = (try pages.site(context), try slug(context))
        switch try await forms.submit(request, context, .follow(city), parse: EmailAddress.follower(reading:)) {
        case .honeypot: break
        case .refused(let input): return try await cities.page(context, input, status: .unprocessableContent)
        case .accepted(let address):
            let mayEmail = try forms.allowsEmail(to: address)
            try await database.write { tx in
                guard try tx.cities.find(city) != nil else { throw Failure.notFound }
                guard mayEmail else { return }
                try FollowCity.perform(address, city, in: site.language, tx)
            }
        }
        return .seeOther(.followSent(city, in: site.language))
    }

    /// Redirects a GET of a refused form's URL to the page with the form.
    @Sendable func returnToForm(_ request: Request, context: RequestContext) async throws -> Response {
        .seeOther(.city(try slug(context), in: try pages.site(context).language))
    }

    @Sendable func showSent(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, slug) = (try pages.site(context), try slug(context))
        guard let city = try await database.read({ try $0.cities.find(slug) }) else { throw Failure.notFound }
        return pages.response(NotePage(following: city, in: site))
    }

    private func slug(_ context: RequestContext) throws(Failure) -> Slug {
        guard let slug = context.slug("city") else { throw .notFound }
        return slug
    }

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
