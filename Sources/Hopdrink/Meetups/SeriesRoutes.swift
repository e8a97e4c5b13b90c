import Domain
import Foundation
import Hummingbird
import ICalendar
import Storage

/// The page of each series.
struct SeriesRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let now: CurrentTime

    private static let datesShown = 12
    private static let pastShown = 12

    private struct Found {
        var contents: SeriesPage.Contents
        let known: SeriesOccurrence.Known
    }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let site = try pages.site(context)
        guard let city = context.slug("city"), let slug = context.slug("series") else { throw Failure.notFound }
        let instant = now()
        let found = try await database.read { try Self.read(slug, in: city, $0, at: instant) }
        guard var found else { throw Failure.notFound }
        context.shows(.city(city))
        context.shows(found.contents.past.map(\.meetup))
        found.contents.coming = try await occurrences(of: found, at: instant)
        return pages.response(SeriesPage(found.contents, in: site))
    }

    private func occurrences(of found: Found, at instant: Date) async throws -> [SeriesOccurrence] {
        let (series, zone) = (found.contents.series, found.contents.city.timeZone)
        let yesterday = LocalDateTime(instant, in: zone).date.adding(days: -1)
        let count = Self.datesShown + found.known.dates.count
        let schedule = series.plan.schedule
        let dates =
            series.endedAt == nil
            ? try await Libical.run { try SeriesDates.next(count, of: schedule, after: yesterday) } : []
        return SeriesOccurrence.next(
            Self.datesShown, of: series.plan, on: dates, besides: found.known, in: zone, at: instant
        )
    }
}

extension SeriesRoutes {
    /// Returns nil for a series that has ended and has no coming meetups.
    private static func read(
        _ slug: Slug, in city: Slug, _ transaction: Transaction, at now: Date
    ) throws -> Found? {
        guard let city = try transaction.city(city), let series = try transaction.series(slug, in: city.slug) else {
            return nil
        }
        let meetups = try transaction.meetups(of: series.id, endingAfter: now)
        guard series.endedAt == nil || !meetups.isEmpty else { return nil }
        let yesterday = LocalDateTime(now, in: city.timeZone).date.adding(days: -1)
        let made = try transaction.occurrenceDates(of: series.id, from: yesterday)
        let removed = try transaction.deletedDates(of: series.id).filter { yesterday <= $0 }
        var contents = SeriesPage.Contents(series: series, city: city)
        contents.past = try transaction.pastMeetups(of: series.id, endedBy: now, limit: pastShown)
        return Found(contents: contents, known: SeriesOccurrence.Known(meetups: meetups, dates: removed.union(made)))
    }
}
