import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Protects the forms that make us send email from programs and from floods of requests.
///
/// A new form needs three things: `formToken` in the `Entry` of its page and `{{>form_token}}` in its template, a call
/// of `open` in the route that receives it, and a call of `allowsEmail` before an email is queued.
struct FormProtection: Sendable {
    /// The result of reading a form.
    enum Opened: Sendable {
        /// A person probably filled in this form.
        case written(RawInput)
        /// The form is shown again with the same values and an error.
        case refused(RSVPForm.Entry)
        /// A program filled in the field that people do not see (the honeypot). It gets the same response as an
        /// accepted form, but nothing is written.
        case honeypot
    }

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

    /// Reads a form. Throws `Failure`, also if the client sends too many forms.
    func open(_ request: Request, _ context: RequestContext, _ form: ProtectedForm) async throws -> Opened {
        try count(request, context)
        let written = try await Form.read(request)
        let rest = written.without([Self.tokenField, Self.honeypotField])
        if written.text(of: Self.honeypotField)?.isEmpty == false { return .honeypot }
        let formToken = written.text(of: Self.tokenField) ?? ""
        guard let problem = problem(with: formToken, of: form, from: client(request, context)) else {
            return .written(rest)
        }
        return .refused(RSVPForm.Entry(written: rest, errors: ValidationErrors([FieldError(Self.tokenField, problem)])))
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

    private func problem(with formToken: String, of form: ProtectedForm, from client: String) -> FieldErrorReason? {
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
