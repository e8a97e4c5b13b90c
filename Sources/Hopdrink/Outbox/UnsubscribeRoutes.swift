import Domain
import Hummingbird
import Storage

/// The page where an email's reader unsubscribes from emails of its sort. A GET changes nothing; a POST does.
struct UnsubscribeRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let links: SignedLinks

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        try await page(of: try context.signedLink())
    }

    /// Responds with 303 to the page's own button, and with 200 to mail programs, which follow no redirect and send
    /// what RFC 8058 says, in either form encoding.
    @Sendable func unsubscribe(_ request: Request, context: RequestContext) async throws -> Response {
        let link = try context.signedLink()
        let isButton = try await Self.isButton(request)
        guard let letter = links.letter(of: link),
            try await database.write({ try Unsubscribe.perform(letter, $0) })
        else { throw Failure.notFound }
        return isButton ? .seeOther(.unsubscribe(link)) : try await page(of: link)
    }

    @Sendable func undo(_ request: Request, context: RequestContext) async throws -> Response {
        let link = try context.signedLink()
        guard let letter = links.letter(of: link),
            try await database.write({ try Unsubscribe.undo(letter, $0) })
        else { throw Failure.notFound }
        return .seeOther(.unsubscribe(link))
    }

    private static func isButton(_ request: Request) async throws -> Bool {
        guard request.headers[.contentType]?.lowercased().hasPrefix(FormReader.mediaType) == true else { return false }
        var fields = InputDecoder(try await FormReader.read(request, maximum: 1024))
        return fields.optional("button") { (text) throws(FieldErrorReason) in text } != nil
    }

    private func page(of link: SignedLink) async throws -> Response {
        guard let letter = links.letter(of: link) else { throw Failure.notFound }
        let found = try await database.read { tx in
            try tx.letters.reader(of: letter).map { reader in
                guard case .guest(let address, _) = reader else { return (reader, false) }
                return (reader, try tx.suppressions.hasUnsubscribed(address))
            }
        }
        guard let (reader, hasStopped) = found else { throw Failure.notFound }
        let site = pages.site(reader.language)
        switch reader {
        case .guest: return pages.response(ButtonPage(hasStopped: hasStopped, link, in: site))
        case .follower(let follower, let city):
            return pages.response(ButtonPage(ending: follower, of: city, link, in: site))
        }
    }
}
