import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Protects the forms that make us send email from programs and from floods of requests.
///
/// A new form needs three things: `formToken` in the `FormInput` of its page and `{{>form_token}}` in its template, a call
/// of `submit` in the route that receives it, and a call of `allowsEmail` before an email is queued.
struct FormProtection: Sendable {
    /// How often one client may send the form of one page, because people correct their input. Visitors who come at
    /// the same moment get the same page (`PageCache`), so each client is counted separately.
    private static let maxUses = 50
    private static let tokenField = "form_token"
    private static let honeypotField = "website"

    private static let clientLength = 16

    private let settings: AbuseSettings
    private let key: SigningKey
    private let formTokens: FormTokens
    private let table: RateLimiter
    private let now: CurrentTime

    init(_ settings: AbuseSettings, key: SigningKey, now: @escaping CurrentTime) {
        self.settings = settings
        self.now = now
        self.key = key
        formTokens = FormTokens(key)
        table = RateLimiter(settings.limits)
    }

    /// The form token that a page hides in the form.
    func formToken(_ form: ProtectedForm) -> String { formTokens.formToken(form, at: now()) }

    /// Reads a form that makes us send email. `parse` throws `ValidationErrors` if the input is faulty.
    ///
    /// - Throws: `Failure`, also if the client sends too many forms.
    func submit<Draft: Sendable>(
        _ request: Request, _ context: RequestContext, _ form: ProtectedForm,
        parse: (RawInput) async throws -> Draft
    ) async throws -> Submission<Draft> {
        try count(request, context)
        let input = try await FormReader.read(request)
        if input.text(of: Self.honeypotField)?.isEmpty == false { return .honeypot }
        let rest = input.without([Self.tokenField, Self.honeypotField])
        let formToken = input.text(of: Self.tokenField) ?? ""
        guard let reason = reason(against: formToken, of: form, from: client(request, context)) else {
            return try await .parse(rest, parse)
        }
        return .refused(FormInput(written: rest, errors: ValidationErrors([FieldError(Self.tokenField, reason)])))
    }

    /// Counts a request that makes us send email. Throws `Failure` if the client sends too many.
    func count(_ request: Request, _ context: RequestContext) throws(Failure) {
        if let seconds = table.countForm(from: address(request, context), at: now()) {
            throw .tooMany(retryAfter: seconds)
        }
    }

    /// Counts an RSVP over the API without an organiser's token. Throws `Failure` if the client sends too many.
    func countProgram(_ request: Request, _ context: RequestContext) throws(Failure) {
        if let seconds = table.countProgram(from: address(request, context), at: now()) {
            throw .tooMany(retryAfter: seconds)
        }
    }

    /// An identifier of the request's client, as the limits see it. Only the holder of the network's key can tell
    /// which address it stands for.
    func client(_ request: Request, _ context: RequestContext) -> String {
        let household = address(request, context)?.household.canonicalText ?? ""
        return key.signature(of: "client:\(household)", characters: Self.clientLength)
    }

    private func address(_ request: Request, _ context: RequestContext) -> IPAddress? {
        settings.proxies.client(
            peer: context.remoteAddress.flatMap { IPAddress(parsing: $0) },
            forwarded: request.headers[values: .forwardedFor]
        )
    }

    /// Counts an email that a stranger causes; call it last, when everything else is right. Returns false if there
    /// were too many to this mailbox: then no email is queued, nothing is written, and the response is the same as
    /// usual. Throws `Failure` if there are too many for the meetup or in total.
    func allowsEmail(to address: EmailAddress, about meetup: Meetup.ID? = nil) throws(Failure) -> Bool {
        switch table.countLetter(to: address, about: meetup, at: now()) {
        case nil: return true
        case (.emailAddress, _)?: return false
        case (.meetup, let seconds)?, (.emails, let seconds)?: throw .tooMany(retryAfter: seconds)
        }
    }

    private func reason(against formToken: String, of form: ProtectedForm, from client: String) -> FieldErrorReason? {
        guard let made = formTokens.made(formToken, for: form) else { return .stale }
        switch FormAge.decide(made: made, minimum: TimeInterval(settings.minSeconds), at: now()) {
        case .hasty: return .hasty
        case .stale: return .stale
        case .fitting: return table.countFormToken(formToken + client, maximum: Self.maxUses) ? nil : .stale
        }
    }
}

extension RawInput {
    /// The form's fields without those that only serve the form's protection.
    fileprivate func without(_ names: [String]) -> RawInput {
        guard case .fields(let fields) = content else { return self }
        return RawInput(.fields(fields.filter { !names.contains($0.name) }), at: location)
    }
}

extension HTTPField.Name {
    static let forwardedFor = constant("X-Forwarded-For")
}
