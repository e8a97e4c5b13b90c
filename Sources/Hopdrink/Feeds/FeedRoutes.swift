import Domain
import Hummingbird
import ICalendar
import Storage

/// Calendars for programs: feeds to subscribe to, and single meetups to download.
struct FeedRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let cache: FeedCache
    let sender: Sender

    @Sendable func network(_ request: Request, context: RequestContext) async throws -> Response {
        try await feed(.network, request)
    }

    @Sendable func city(_ request: Request, context: RequestContext) async throws -> Response {
        guard let city = context.slug("city") else { throw Failure.notFound }
        return try await feed(.cities([city]), request)
    }

    @Sendable func tour(_ request: Request, context: RequestContext) async throws -> Response {
        try await feed(try FeedSelection.tour(request), request)
    }

    @Sendable func series(_ request: Request, context: RequestContext) async throws -> Response {
        guard let city = context.slug("city"), let series = context.slug("series") else { throw Failure.notFound }
        return try await feed(.series(series, in: city), request)
    }

    @Sendable func venue(_ request: Request, context: RequestContext) async throws -> Response {
        guard let city = context.slug("city"),
            let venue = context.parameters.get("venue").flatMap(VenueSlug.init(parsing:))
        else { throw Failure.notFound }
        return try await feed(.venue(venue, in: city), request)
    }

    @Sendable func atom(_ request: Request, context: RequestContext) async throws -> Response {
        guard let city = context.slug("city") else { throw Failure.notFound }
        return try await feed(.cities([city]), request, as: .atom)
    }

    private func feed(
        _ scope: FeedSelection.Scope, _ request: Request, as format: FeedSelection.Format = .calendar
    ) async throws -> Response {
        var selection = try FeedSelection(scope, request)
        selection.format = format
        if format == .atom { selection.alarm = nil }
        guard let document = try await cache.document(of: selection) else { throw Failure.notFound }
        return document.response(to: request, at: database.now)
    }

    @Sendable func meetup(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("meetup", of: Meetup.self)
        let found = try await database.read { tx in
            try tx.meetups.find(id).map { meetup in
                (meetup, try tx.cities.require(meetup.city), try tx.feeds.lastChange(of: meetup.city))
            }
        }
        guard let (meetup, city, changed) = found else { throw Failure.notFound }
        var event = Event(meetup, in: pages.site(of: city))
        event.organizer = sender.organiser
        let document = FeedDocument(try await CalendarDocument(events: [event]).rendered(), changed: changed)
        let filename = "\(meetup.city)-\(meetup.start.date).ics"
        return document.response(to: request, at: database.now, disposition: "attachment; filename=\"\(filename)\"")
    }
}
