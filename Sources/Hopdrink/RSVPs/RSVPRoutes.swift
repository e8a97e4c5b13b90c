import Domain
import Foundation
import Hummingbird
import Storage

/// The pages behind the links in emails. A GET changes nothing; only the buttons on the pages do.
struct RSVPRoutes: Sendable {
    let database: any Database
    let pages: Pages

    @Sendable func showConfirm(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        let opened = try await open(visit.token, for: .confirm)
        let state = ConfirmPage.state(
            of: opened.rsvp, refusal: opened.refusal, prospect: opened.prospect, place: opened.place
        )
        let rsvp = opened.content.map { opened.rsvp.saying($0) } ?? opened.rsvp
        var setting = ConfirmPage.Setting(meetup: opened.meetup, isSuperseded: opened.isSuperseded)
        setting.representative = opened.representative?.name
        return pages.response(ConfirmPage(state, rsvp, in: setting, with: visit.token, visit.site))
    }

    @Sendable func confirm(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        let outcome = try await database.write { try ConfirmRSVP.perform(visit.token, $0) }
        guard outcome != .unknown else { throw Failure.notFound }
        return .seeOther(.confirm(visit.token, in: visit.site.language))
    }

    @Sendable func showManage(_ request: Request, context: RequestContext) async throws -> Response {
        try await managePage(try visit(context), status: .ok)
    }

    @Sendable func change(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        let input = try await FormReader.read(request)
        let capacity = try await open(visit.token, for: .manage).meetup.terms.capacity
        switch try await Submission.parse(input, { try RSVPChange(reading: $0, capacity: capacity) }) {
        case .honeypot: return try await managePage(visit)
        case .refused(let input): return try await managePage(visit, input)
        case .accepted(let change):
            let outcome = try await database.write { try ChangeRSVP.perform(visit.token, change, $0) }
            return try await answer(outcome, to: visit, input)
        }
    }

    @Sendable func cancel(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        let outcome = try await database.write { try ChangeRSVP.cancel(visit.token, $0) }
        return try await answer(outcome, to: visit, RawInput(.null))
    }

    /// Sends a question to the city's representative.
    @Sendable func ask(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        switch try await Submission(request, parse: QuestionDraft.text(reading:)) {
        case .honeypot: break
        case .refused(let input): return try await managePage(visit, question: input)
        case .accepted(let question):
            let outcome = try await database.write {
                try AskRepresentative.perform(question, with: visit.token, $0)
            }
            switch outcome {
            case .sent: break
            case .tooMany: throw Failure.tooMany(retryAfter: 86_400)
            case .unknown: throw Failure.notFound
            }
        }
        return .seeOther(.asked(visit.token, in: visit.site.language))
    }

    @Sendable func showAsked(_ request: Request, context: RequestContext) async throws -> Response {
        try await managePage(try visit(context), hasAsked: true, status: .ok)
    }

    private func answer(_ outcome: ChangeRSVP.Outcome, to visit: Visit, _ written: RawInput) async throws -> Response {
        switch outcome {
        case .changed, .notConfirmed, .refused: return .seeOther(.manage(visit.token, in: visit.site.language))
        case .full(let free):
            let errors = ValidationErrors([FieldError("companions", .places(free: free))])
            return try await managePage(visit, FormInput(written: written, errors: errors))
        case .unknown: throw Failure.notFound
        }
    }
}

extension RSVPRoutes {
    private struct Visit {
        let site: LocalizedSite
        let token: Token
    }

    private struct Opened {
        let rsvp: RSVP
        let meetup: Meetup
        let refusal: Refusal?
        let place: WaitingPlace?
        /// The representative whom the guest can ask.
        let representative: Contact?
        /// The ask that an email is about, as long as it can be confirmed.
        var content: Ask.Content?
        /// The reservation until the confirmation.
        var prospect: Prospect?
        /// Whether the guest has confirmed a different ask.
        var isSuperseded = false
    }

    private func visit(_ context: RequestContext) throws -> Visit {
        Visit(site: try pages.site(context), token: try context.token())
    }

    private func open(_ token: Token, for purpose: TokenPurpose) async throws -> Opened {
        let opened = try await database.read { tx -> Opened? in
            guard let (rsvp, ask) = try tx.tokens.opened(by: token, for: purpose),
                let meetup = try tx.meetups.find(rsvp.meetup)
            else { return nil }
            var opened = Opened(
                rsvp: rsvp, meetup: meetup, refusal: Admission.refusal(of: meetup, at: tx.now),
                place: try tx.rsvps.waitingPlace(of: rsvp, at: meetup),
                representative: try tx.cities.require(meetup.city).representative
            )
            guard purpose == .confirm else { return opened }
            if !rsvp.state.isConfirmed, let content = try ask.flatMap({ try tx.asks.find($0) })?.content {
                opened.content = content
                opened.prospect = Prospect(of: content.party, try tx.asks.all(about: rsvp.id), at: tx.now)
            }
            opened.isSuperseded = try ask != nil && tx.asks.confirmed(of: rsvp.id) != ask
            return opened
        }
        guard let opened else { throw try await database.read { try $0.tokens.absence(of: token) } }
        return opened
    }

    private func managePage(
        _ visit: Visit, _ entry: FormInput? = nil, question: FormInput? = nil, hasAsked: Bool = false,
        status: HTTPResponse.Status = .unprocessableContent
    ) async throws -> Response {
        let opened = try await open(visit.token, for: .manage)
        var setting = ManagePage.Setting(meetup: opened.meetup, refusal: opened.refusal, place: opened.place)
        setting.representative = opened.representative?.address == nil ? nil : opened.representative?.name
        setting.question = question
        setting.hasAsked = hasAsked
        let page = ManagePage(opened.rsvp, setting, entry: entry, with: visit.token, in: visit.site)
        return pages.response(page, status: status)
    }
}
