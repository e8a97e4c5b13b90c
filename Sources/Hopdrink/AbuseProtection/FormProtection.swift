import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Keeps programs and floods away from the forms that make us write mail.
///
/// A further form needs three things: `formToken` in the `Entry` of its page and `{{>formToken}}` in its template, `open` in the
/// route that takes it, and `allowsEmail` before a letter is queued.
struct FormProtection: Sendable {
    /// What came back.
    enum Opened: Sendable {
        /// A person wrote this, as far as one can tell.
        case written(RawInput)
        /// The same form is shown again, as it was filled in.
        case refused(RSVPForm.Entry)
        /// A program filled in what people don't see. It gets the answer of a form that was taken; nothing is written.
        case honeypot
    }

    /// How often one page's form may come back from one client, for people correct what they wrote. All who come in the
    /// same moment are given the same page (`PageCache`), so that each client is counted by itself.
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

    /// What a page hides in the form.
    func formToken(_ form: ProtectedForm) -> String { formTokens.formToken(form, at: now()) }

    /// Reads a form; throws `Failure`, also when too many come from there.
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

    /// Counts a request for which we write mail; throws `Failure` when too many come from there.
    func count(_ request: Request, _ context: RequestContext) throws(Failure) {
        if let seconds = table.countForm(from: address(request, context), at: now()) {
            throw .tooMany(retryAfter: seconds)
        }
    }

    /// Counts an answer that a program gives that shows no organiser's token; throws `Failure` when too many come from
    /// there.
    func countProgram(_ request: Request, _ context: RequestContext) throws(Failure) {
        if let seconds = table.countProgram(from: address(request, context), at: now()) {
            throw .tooMany(retryAfter: seconds)
        }
    }

    /// Where a request comes from, as the limits see it; only this network can tell which address it is.
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

    /// Counts a letter that a stranger causes; ask once everything else is right. False when there were many to this
    /// mailbox: then none is queued and nothing is written, and the answer is the same as ever. Throws when there are
    /// too many about the meetup, or in all.
    func allowsEmail(to address: EmailAddress, about meetup: Meetup.ID? = nil) throws(Failure) -> Bool {
        switch table.countLetter(to: address, about: meetup, at: now()) {
        case nil: return true
        case (.mailAddress, _)?: return false
        case (.meetup, let seconds)?, (.letters, let seconds)?: throw .tooMany(retryAfter: seconds)
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
    /// The fields of a form without those that only the form itself is about.
    fileprivate func without(_ names: [String]) -> RawInput {
        guard case .fields(let fields) = content else { return self }
        return RawInput(.fields(fields.filter { !names.contains($0.name) }), at: location)
    }
}

extension HTTPField.Name {
    static let forwardedFor = constant("X-Forwarded-For")
}
