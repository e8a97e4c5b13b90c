import Domain
import Foundation
import Hummingbird
import Storage

/// The page of a meetup.
struct MeetupRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let forms: FormProtection

    /// The query parameter that the page of a meetup reads.
    static let zone = PageCacheMiddleware.Parameter(name: "zone") { ZoneMenu.zone(asked: $0)?.name }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let zone = ZoneMenu.zone(asked: request.uri.queryParameters["zone"])
        return try await page(context, zone: zone)
    }

    /// Returns the page of the meetup in the request's path, with what was written into its form and is faulty.
    func page(
        _ context: RequestContext, zone: Zone? = nil, _ form: FormInput? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (site, id) = (try pages.site(context), try context.identifier("meetup", of: Meetup.self))
        let found = try await database.read { tx in
            try tx.meetups.find(id).map { meetup in
                (meetup, try tx.meetups.setting(of: meetup))
            }
        }
        guard case (let meetup, var setting)? = found else { throw try await absence(of: id) }
        context.shown?.add([.meetup(meetup.id), .city(meetup.city)])
        setting.zone = zone
        var entry = form ?? FormInput()
        entry.formToken = forms.formToken(.rsvp(meetup.id))
        let page = MeetupPage(meetup, setting, form: entry, in: site, at: database.now)
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

extension MeetupStore {
    fileprivate func setting(of meetup: Meetup) throws -> MeetupPage.Setting {
        var setting = MeetupPage.Setting(
            city: try tx.cities.require(meetup.city), occupancy: try tx.rsvps.shownOccupancy(of: meetup)
        )
        setting.cities = try cityZones(limit: 200)
        setting.trades = try tx.cards.tradeCount(at: meetup.id)
        if let occurrence = meetup.occurrence, try tx.cities.find(meetup.city) != nil,
            let series = try tx.series.find(occurrence.series),
            series.endedAt == nil || !meetup.isOver(at: tx.now)
        {
            setting.series = series
        }
        return setting
    }
}
