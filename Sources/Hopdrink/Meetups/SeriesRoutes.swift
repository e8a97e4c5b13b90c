import Domain
import Foundation
import Hummingbird
import ICalendar
import Storage

/// The page of each series.
struct SeriesRoutes: Sendable {
    let database: any Database
    let pages: Pages

    private static let datesShown = 12
    private static let pastShown = 12

    private struct Found {
        var contents: SeriesPage.Contents
        let known: SeriesOccurrence.Known
    }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let site = try pages.site(context)
        guard let city = context.slug("city"), let slug = context.slug("series") else { throw Failure.notFound }
        let found = try await database.read { try Self.read(slug, in: city, $0) }
        guard var found else { throw Failure.notFound }
        context.shows(.city(city))
        context.shows(found.contents.past.map(\.meetup))
        found.contents.coming = try await occurrences(of: found, at: database.now)
        return pages.response(SeriesPage(found.contents, in: site))
    }

    private func occurrences(of found: Found, at now: Date) async throws -> [SeriesOccurrence] {
        let (series, zone) = (found.contents.series, found.contents.city.timeZone)
        let yesterday = LocalDateTime(now, in: zone).date.adding(days: -1)
        let count = Self.datesShown + found.known.dates.count
        let schedule = series.plan.schedule
        let dates =
            series.endedAt == nil
            ? try await Libical.run { try SeriesDates.next(count, of: schedule, after: yesterday) } : []
        return SeriesOccurrence.next(
            Self.datesShown, of: series.plan, on: dates, besides: found.known, in: zone, at: now
        )
    }
}

extension SeriesRoutes {
    /// Returns nil for a series that has ended and has no coming meetups.
    private static func read(_ slug: Slug, in city: Slug, _ tx: Transaction) throws -> Found? {
        guard let city = try tx.cities.find(city), let series = try tx.series.find(slug, in: city.slug) else {
            return nil
        }
        let meetups = try tx.meetups.all(of: series.id, endingAfter: tx.now)
        guard series.endedAt == nil || !meetups.isEmpty else { return nil }
        let yesterday = LocalDateTime(tx.now, in: city.timeZone).date.adding(days: -1)
        let made = try tx.meetups.occurrenceDates(of: series.id, from: yesterday)
        let removed = try tx.series.deletedDates(of: series.id).filter { yesterday <= $0 }
        var contents = SeriesPage.Contents(series: series, city: city)
        contents.past = try tx.meetups.past(of: series.id, endedBy: tx.now, limit: pastShown)
        return Found(contents: contents, known: SeriesOccurrence.Known(meetups: meetups, dates: removed.union(made)))
    }
}
