import Domain
import Hummingbird
import Storage

/// The page where a guest fills in their card. A GET changes nothing.
struct CardRoutes: Sendable {
    let database: any Database
    let pages: Pages

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        try await page(try visit(context), status: .ok)
    }

    @Sendable func showSaved(_ request: Request, context: RequestContext) async throws -> Response {
        try await page(try visit(context), isSaved: true, status: .ok)
    }

    /// Reads the form. Responds with 303 if it was accepted, with 422, the form and its errors if not.
    @Sendable func save(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        switch try await Submission(request, parse: CardDraft.card(reading:)) {
        case .honeypot: break
        case .refused(let input): return try await page(visit, input, status: .unprocessableContent)
        case .accepted(let card):
            guard try await database.write({ try KeepCard.save(card, with: visit.token, $0) }) else {
                throw Failure.notFound
            }
        }
        return .seeOther(.cardSaved(visit.token, in: visit.site.language))
    }

    /// Idempotent.
    @Sendable func delete(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        guard try await database.write({ try KeepCard.delete(with: visit.token, $0) }) else {
            throw Failure.notFound
        }
        return .seeOther(.manage(visit.token, in: visit.site.language))
    }

    private struct Visit {
        let site: LocalizedSite
        let token: Token
    }

    private func visit(_ context: RequestContext) throws -> Visit {
        Visit(site: try pages.site(context), token: try context.token())
    }

    private func page(
        _ visit: Visit, _ entry: FormInput? = nil, isSaved: Bool = false, status: HTTPResponse.Status
    ) async throws -> Response {
        let found = try await database.read { try KeepCard.find(openedBy: visit.token, $0) }
        guard let found else { throw Failure.notFound }
        var setting = CardPage.Setting(guest: found.rsvp.name, card: found.card)
        setting.entry = entry
        setting.isSaved = isSaved
        return pages.response(CardPage(setting, with: visit.token, in: visit.site), status: status)
    }
}
