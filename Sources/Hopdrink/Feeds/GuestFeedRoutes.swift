import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Storage

/// Guests' own feeds. A guest creates one with a button on their page, each with a secret URL, and revokes it on the
/// feed's page.
struct GuestFeedRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let sender: Sender

    /// Renders the feed for each request, because only one guest reads it, a few times a day.
    @Sendable func feed(_ request: Request, context: RequestContext) async throws -> Response {
        let token = try context.token()
        let instant = database.now
        let midnight = Date(timeIntervalSince1970: (instant.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400)
        let content = try await database.read { tx in
            try tx.guestFeeds.find(openedBy: token).map { try tx.guestFeeds.content(of: $0, on: midnight) }
        }
        guard let content else { throw Failure.notFound }
        var response = try await content.document(pages, from: sender).response(to: request, at: instant)
        response.headers[.cacheControl] = "private, no-cache"
        return response
    }

    /// Creates a feed for the guest whose page this is.
    @Sendable func create(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        let secret = Token.new()
        let isMade = try await database.write { tx in
            guard let rsvp = try tx.tokens.rsvp(openedBy: token, for: .manage) else { return false }
            let feed = GuestFeed(guest: rsvp.guest, language: site.language, created: tx.now)
            try tx.guestFeeds.save(feed, openedBy: secret)
            return true
        }
        guard isMade else { throw Failure.notFound }
        return .seeOther(.guestFeedPage(secret, in: site.language))
    }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        guard try await database.read({ try $0.guestFeeds.find(openedBy: token) }) != nil else {
            throw Failure.notFound
        }
        return pages.response(GuestFeedPage(token, in: site))
    }

    /// Idempotent.
    @Sendable func revoke(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        try await database.write { try $0.guestFeeds.delete(openedBy: token) }
        return .seeOther(.guestFeedGone(in: site.language))
    }

    @Sendable func showGone(_ request: Request, context: RequestContext) async throws -> Response {
        pages.response(GuestFeedGonePage(in: try pages.site(context)))
    }
}
