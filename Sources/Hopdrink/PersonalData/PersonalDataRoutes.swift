import Domain
import HTTPTypes
import Hummingbird
import Logging
import Mail
import Storage

/// The pages where people view, download and delete the data of their address. A GET changes nothing.
struct PersonalDataRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let forms: FormProtection
    let files: EmailFiles

    @Sendable func showForm(_ request: Request, context: RequestContext) async throws -> Response {
        form(in: try pages.site(context))
    }

    /// Responds with 303, whatever data the address has; with 422 and the form if the address is not valid.
    @Sendable func ask(_ request: Request, context: RequestContext) async throws -> Response {
        let site = try pages.site(context)
        switch try await forms.submit(request, context, .personalData, parse: EmailAddress.follower(reading:)) {
        case .honeypot: break
        case .refused(let input): return form(input, in: site, status: .unprocessableContent)
        case .accepted(let address):
            guard try forms.allowsEmail(to: address) else { break }
            try await database.write { try $0.personalData.request(of: address, in: site.language) }
        }
        return .seeOther(.personalDataRequested(in: site.language))
    }

    @Sendable func showSent(_ request: Request, context: RequestContext) async throws -> Response {
        pages.response(NotePage(.sentTitle, .personalDataSentText, hint: .sentHelp, in: try pages.site(context)))
    }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        guard let personalData = try await open(token) else { return expired(in: site) }
        return pages.response(PersonalDataPage(personalData, with: token, in: site))
    }

    @Sendable func export(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        guard let personalData = try await open(token) else { return expired(in: site) }
        let headers: HTTPFields = [
            .contentType: "application/json; charset=utf-8", .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"hopdrink.json\"",
        ]
        let body = ResponseBody(byteBuffer: ByteBuffer(string: try personalData.document(at: database.now)))
        return Response(status: .ok, headers: headers, body: body)
    }

    @Sendable func showErase(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        guard try await open(token) != nil else { return expired(in: site) }
        return pages.response(ButtonPage(erasing: token, in: site))
    }

    /// Idempotent.
    @Sendable func erase(_ request: Request, context: RequestContext) async throws -> Response {
        let (site, token) = (try pages.site(context), try context.token())
        let access = try await database.write { tx in
            let access = try tx.personalData.access(openedBy: token)
            if case .granted(let address) = access {
                try tx.personalData.use(up: token)
                try ForgetPerson.perform(address, tx)
            }
            return access
        }
        guard let access else { return expired(in: site) }
        context.logger.info("the data stored about an address was deleted")
        try await database.forgetErased()
        if case .granted(let address) = access { await eraseFiles(to: address, context.logger) }
        return .seeOther(.personalDataErased(in: site.language))
    }

    private func eraseFiles(to address: EmailAddress, _ logger: Logger) async {
        let search = await files.erase(to: address)
        guard !search.unreached.isEmpty else { return }
        let paths = search.unreached.joined(separator: ", ")
        logger.error("emails kept as files to a deleted address can't be deleted", metadata: ["paths": "\(paths)"])
    }

    @Sendable func showErased(_ request: Request, context: RequestContext) async throws -> Response {
        pages.response(NotePage(.personalDataErasedTitle, .personalDataErasedText, in: try pages.site(context)))
    }

    /// Returns nil if the link has expired.
    private func open(_ token: Token) async throws -> PersonalData? {
        try await database.read { tx in
            guard case .granted(let address) = try tx.personalData.access(openedBy: token) else {
                return nil
            }
            return try tx.personalData.gather(of: address)
        }
    }

    private func form(
        _ entry: FormInput = FormInput(), in site: LocalizedSite, isExpired: Bool = false,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var entry = entry
        entry.formToken = forms.formToken(.personalData)
        return pages.response(PersonalDataFormPage(entry, isExpired: isExpired, in: site), status: status)
    }

    private func expired(in site: LocalizedSite) -> Response { form(in: site, isExpired: true, status: .notFound) }
}
