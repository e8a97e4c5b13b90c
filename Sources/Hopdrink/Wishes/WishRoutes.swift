import Domain
import Hummingbird
import Storage

/// The page on which somebody asks for a city, and those behind the link in the letter that follows. Looking changes
/// nothing.
struct WishRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let links: SignedLinks
    let forms: FormGuard
    let now: CurrentTime

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        try await page(in: try pages.edition(context), shown: context.shown)
    }

    /// 303 when the form was taken, to the city where it is there already; 422 with the form and its faults.
    @Sendable func ask(_ request: Request, context: RequestContext) async throws -> Response {
        let edition = try pages.edition(context)
        switch try await forms.open(request, context, .wish) {
        case .written(let written): return try await ask(written, in: edition)
        case .refused(let entry): return try await page(entry, in: edition, status: .unprocessableContent)
        case .trapped: return .seeOther(.wishSent(in: edition.language))
        }
    }

    private func ask(_ written: Written, in edition: Edition) async throws -> Response {
        let draft: WishDraft
        do throws(Faults) {
            draft = try WishDraft(reading: written)
        } catch {
            let entry = RSVPForm.Entry(written: written, faults: error)
            return try await page(entry, in: edition, status: .unprocessableContent)
        }
        guard try forms.mayWrite(to: draft.address) else { return .seeOther(.wishSent(in: edition.language)) }
        let instant = now()
        let outcome = try await database.write {
            try AskForCity.perform(draft, in: edition.language, $0, at: instant)
        }
        switch outcome {
        case .letterOnItsWay: return .seeOther(.wishSent(in: edition.language))
        case .exists(let city): return .seeOther(.city(city, in: edition.language))
        }
    }

    @Sendable func showSent(_ request: Request, context: RequestContext) async throws -> Response {
        let edition = try pages.edition(context)
        return pages.response(NotePage(.sentTitle, .wishSentText, hint: .sentHelp, in: edition))
    }

    @Sendable func showWish(_ request: Request, context: RequestContext) async throws -> Response {
        let (edition, link) = (try pages.edition(context), try context.signedLink())
        guard let opened = links.wish(of: link) else { throw Failure.notFound }
        let wish = try await database.read { try $0.wish(opened.id, askedBy: opened.ask) }
        guard let wish else { throw Failure.notFound }
        return pages.response(ButtonPage(wish, link, in: edition))
    }

    @Sendable func confirm(_ request: Request, context: RequestContext) async throws -> Response {
        let (edition, link) = (try pages.edition(context), try context.signedLink())
        let instant = now()
        guard let opened = links.wish(of: link) else { throw Failure.notFound }
        let wish = try await database.write { transaction in
            let wish = try transaction.wish(opened.id, askedBy: opened.ask)
            if let wish { try transaction.confirm(wish, at: instant) }
            return wish
        }
        guard wish != nil else { throw Failure.notFound }
        return .seeOther(.wish(link, in: edition.language))
    }

    /// Pressed twice it leads to the same end.
    @Sendable func withdraw(_ request: Request, context: RequestContext) async throws -> Response {
        let (edition, link) = (try pages.edition(context), try context.signedLink())
        guard let opened = links.wish(of: link) else { throw Failure.notFound }
        try await database.write { try $0.withdraw(opened.id) }
        return .seeOther(.wishWithdrawn(in: edition.language))
    }

    @Sendable func showWithdrawn(_ request: Request, context: RequestContext) async throws -> Response {
        pages.response(NotePage(.wishWithdrawnTitle, .wishWithdrawnText, in: try pages.edition(context)))
    }

    private func page(
        _ entry: RSVPForm.Entry = RSVPForm.Entry(), in edition: Edition, status: HTTPResponse.Status = .ok,
        shown: ShownSubjects? = nil
    ) async throws -> Response {
        var entry = entry
        entry.seal = forms.seal(.wish)
        shown?.add([.wishes, .network])
        let wanted = try await database.read { try $0.citiesToName() }
        return pages.response(WishPage(WishForm(wanted, entry, in: edition), in: edition), status: status)
    }
}

extension Transaction {
    /// What a letter's link opens: what it asks to confirm, or what holds once something was confirmed.
    fileprivate func wish(_ id: Wish.ID, askedBy ask: Ask.ID) throws -> Wish? {
        guard let wish = try wish(id) else { return nil }
        return wish.state == .pending ? try self.wish(wish, askedBy: ask) : wish
    }

    /// Those that are asked for and named to everybody.
    func citiesToName() throws -> [WishCount] {
        let known = try cities().map { CityName.fold($0.name) }
        return try wantedCities(least: WishForm.leastPeople, without: known, most: WishForm.mostCities)
    }
}
