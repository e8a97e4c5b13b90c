import Domain
import Foundation
import Hummingbird
import Storage

/// The page of a meetup and its form.
struct MeetupRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let answer: CreateRSVP
    let forms: FormProtection

    /// The query parameter that the page of a meetup reads.
    static let zone = PageCacheMiddleware.Parameter(name: "zone") { ZoneMenu.zone(asked: $0)?.name }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        var visit = try visit(context)
        visit.zone = ZoneMenu.zone(asked: request.uri.queryParameters["zone"])
        return try await page(visit, status: .ok)
    }

    /// Reads the form. Responds with 303 if it was accepted, with 422, the form and its errors if not, and with 409 if
    /// the meetup takes no more RSVPs.
    @Sendable func answer(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        switch try await forms.open(request, context, .rsvp(visit.meetup)) {
        case .written(let written): return try await answer(written, from: forms.client(request, context), visit)
        case .refused(let entry): return try await page(visit, entry, status: .unprocessableContent)
        case .honeypot: return .seeOther(.sent(visit.meetup, in: visit.site.language))
        }
    }

    private func answer(_ written: RawInput, from client: String, _ visit: Visit) async throws -> Response {
        let (meetup, allowsQuestion) = try await offer(visit.meetup)
        let draft: RSVPDraft
        do throws(ValidationErrors) {
            draft = try RSVPDraft(reading: written, capacity: meetup.terms.capacity, allowsQuestion: allowsQuestion)
        } catch {
            return try await page(visit, RSVPForm.Entry(written: written, errors: error), status: .unprocessableContent)
        }
        switch try await outcome(of: draft, from: client, visit) {
        case .letterOnItsWay: return .seeOther(.sent(visit.meetup, in: visit.site.language))
        case .refused: return try await page(visit, status: .conflict)
        }
    }

    private func outcome(
        of draft: RSVPDraft, from client: String, _ visit: Visit
    ) async throws -> CreateRSVP.Outcome {
        let mayEmail = try forms.allowsEmail(to: draft.address, about: visit.meetup)
        return try await database.write { tx in
            guard let meetup = try tx.meetups.lock(visit.meetup) else { throw Failure.notFound }
            var answer = CreateRSVP.Answer(draft, to: meetup, in: visit.site.language, from: client)
            answer.mayEmail = mayEmail
            return try self.answer(answer, tx)
        }
    }

    /// Redirects a GET of a refused form's URL to the page with the form.
    @Sendable func returnToForm(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        return .seeOther(.meetup(visit.meetup, in: visit.site.language))
    }

    @Sendable func sent(_ request: Request, context: RequestContext) async throws -> Response {
        let visit = try visit(context)
        return pages.response(SentPage(try await meetup(visit.meetup), in: visit.site))
    }

    private struct Visit {
        let site: LocalizedSite
        let meetup: Meetup.ID
        var zone: Zone?
        let shown: ShownSubjects?
    }

    private func visit(_ context: RequestContext) throws -> Visit {
        Visit(
            site: try pages.site(context),
            meetup: try context.identifier("meetup", of: Meetup.self), shown: context.shown
        )
    }

    private func meetup(_ id: Meetup.ID) async throws -> Meetup {
        guard let meetup = try await database.read({ try $0.meetups.find(id) }) else { throw Failure.notFound }
        return meetup
    }

    /// Returns the meetup, and whether its city has a representative to ask.
    private func offer(_ id: Meetup.ID) async throws -> (Meetup, Bool) {
        let found = try await database.read { tx in
            try tx.meetups.find(id).map { ($0, try tx.cities.require($0.city).takesQuestions) }
        }
        guard let found else { throw Failure.notFound }
        return found
    }

    private func page(
        _ visit: Visit, _ form: RSVPForm.Entry? = nil, status: HTTPResponse.Status
    ) async throws -> Response {
        let found = try await database.read { tx in
            try tx.meetups.find(visit.meetup).map { meetup in
                (meetup, try tx.setting(of: meetup))
            }
        }
        guard case (let meetup, var setting)? = found else { throw try await absence(of: visit.meetup) }
        visit.shown?.add([.meetup(meetup.id), .city(meetup.city)])
        setting.zone = visit.zone
        var entry = form ?? RSVPForm.Entry()
        entry.formToken = forms.formToken(.rsvp(meetup.id))
        let page = MeetupPage(meetup, setting, form: entry, in: visit.site, at: database.now)
        // Errors in the form do not matter once the meetup takes no RSVPs.
        let isClosed = page.form == nil && status == .unprocessableContent
        return pages.response(page, status: isClosed ? .conflict : status)
    }
}

extension MeetupRoutes {
    /// Returns why there is no such meetup: it was deleted, or never existed.
    private func absence(of meetup: Meetup.ID) async throws -> Failure {
        try await database.read { try $0.meetups.isDeleted(meetup) } ? .gone : .notFound
    }
}

extension Transaction {
    fileprivate func setting(of meetup: Meetup) throws -> MeetupPage.Setting {
        var setting = MeetupPage.Setting(
            city: try cities.require(meetup.city), occupancy: try rsvps.shownOccupancy(of: meetup)
        )
        setting.cities = try meetups.cityZones(limit: 200)
        setting.trades = try cards.tradeCount(at: meetup.id)
        if let occurrence = meetup.occurrence, try cities.find(meetup.city) != nil,
            let series = try series.find(occurrence.series),
            series.endedAt == nil || !meetup.isOver(at: now)
        {
            setting.series = series
        }
        return setting
    }
}
