import Domain
import Hummingbird
import Storage

/// The page where somebody requests a city, and the pages behind the link in the email that follows. A GET changes
/// nothing.
struct CityRequestRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let links: SignedLinks
    let forms: FormProtection

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        try await page(in: try pages.site(context), shown: context.shown)
    }

    /// Responds with 303 if the form was accepted, to the city if it already exists; with 422, the form and its errors
    /// if not.
    @Sendable func ask(_ request: Request, context: RequestContext) async throws -> Response {
        let site = try pages.site(context)
        switch try await forms.submit(request, context, .cityRequest, parse: CityRequestDraft.init(reading:)) {
        case .honeypot: break
        case .refused(let input): return try await page(input, in: site, status: .unprocessableContent)
        case .accepted(let draft):
            guard try forms.allowsEmail(to: draft.address) else { break }
            let outcome = try await database.write { try RequestCity.perform(draft, in: site.language, $0) }
            if case .exists(let city) = outcome { return .seeOther(.city(city, in: site.language)) }
        }
        return .seeOther(.cityRequestSent(in: site.language))
    }

    @Sendable func showSent(_ request: Request, context: RequestContext) async throws -> Response {
        let site = try pages.site(context)
        return pages.response(NotePage(.sentTitle, .cityRequestSentText, hint: .sentHelp, in: site))
    }

    @Sendable func showCityRequest(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, link) = (try pages.site(context), try context.signedLink())
        guard let opened = links.cityRequest(of: link) else { throw Failure.notFound }
        let cityRequest = try await database.read { try $0.cityRequests.find(opened.id, askedBy: opened.ask) }
        guard let cityRequest else { throw Failure.notFound }
        return pages.response(ButtonPage(cityRequest, link, in: site))
    }

    @Sendable func confirm(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, link) = (try pages.site(context), try context.signedLink())
        guard let opened = links.cityRequest(of: link) else { throw Failure.notFound }
        let cityRequest = try await database.write { tx in
            let cityRequest = try tx.cityRequests.find(opened.id, askedBy: opened.ask)
            if let cityRequest { try tx.cityRequests.confirm(cityRequest) }
            return cityRequest
        }
        guard cityRequest != nil else { throw Failure.notFound }
        return .seeOther(.cityRequest(link, in: site.language))
    }

    /// Idempotent.
    @Sendable func withdraw(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, link) = (try pages.site(context), try context.signedLink())
        guard let opened = links.cityRequest(of: link) else { throw Failure.notFound }
        try await database.write { try $0.cityRequests.withdraw(opened.id) }
        return .seeOther(.cityRequestWithdrawn(in: site.language))
    }

    @Sendable func showWithdrawn(_ request: Request, context: RequestContext) async throws -> Response {
        pages.response(NotePage(.cityRequestWithdrawnTitle, .cityRequestWithdrawnText, in: try pages.site(context)))
    }

    private func page(
        _ entry: FormInput = FormInput(), in site: LocalizedSite, status: HTTPResponse.Status = .ok,
        shown: ShownSubjects? = nil
    ) async throws -> Response {
        var entry = entry
        entry.formToken = forms.formToken(.cityRequest)
        shown?.add([.cityRequests, .network])
        let wanted = try await database.read { try $0.cityRequests.citiesToName() }
        return pages.response(CityRequestPage(CityRequestForm(wanted, entry, in: site), in: site), status: status)
    }
}

extension CityRequestStore {
    /// Returns what an email's link opens: the request as the email asks to confirm it, or the current one once
    /// something was confirmed.
    fileprivate func find(_ id: CityRequest.ID, askedBy ask: Ask.ID) throws -> CityRequest? {
        guard let cityRequest = try find(id) else { return nil }
        return cityRequest.state == .pending ? try self.find(cityRequest, askedBy: ask) : cityRequest
    }

    /// Returns the requested cities that are named to everybody.
    func citiesToName() throws -> [CityRequestCount] {
        let known = try tx.cities.all().map { CityName.fold($0.name) }
        return try requestedCities(
            minimum: CityRequestForm.minPeople, without: known, maximum: CityRequestForm.maxCities)
    }
}
