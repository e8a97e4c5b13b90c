import Domain
import Foundation
import Hummingbird
import ICalendar

/// The API that lists the dates of a rule, before anybody creates a series with it.
struct DatesAPI: Sendable {
    let now: CurrentTime

    private static let usual = 12
    fileprivate static let maximum = 100

    private struct DateList: Encodable {
        let dates: [DateView]
    }

    private struct DateView: Encodable {
        let start: String
        let weekday: String
        let notes: [String]

        init(_ day: SeriesPreview.Day) {
            start = "\(day.start):00\(day.offset)"
            weekday = day.start.date.weekday.name
            notes = day.notes
        }
    }

    @Sendable func list(_ request: Request, context: RequestContext) async throws -> Response {
        var fields = InputDecoder(
            JSONSchema.dates.read(query: try FormReader.parse(Array((request.uri.query ?? "").utf8))))
        let count = fields.optional("count", TextParser.number(in: 1...Self.maximum)) ?? Self.usual
        let instant = now()
        let preview = try preview(of: &fields, at: instant)
        let days = try await Libical.run { try preview.days(count, at: instant) }
        return try .json(DateList(dates: days.map(DateView.init)))
    }

    private func preview(of fields: inout InputDecoder, at now: Date) throws(Failure) -> SeriesPreview {
        do throws(ValidationErrors) {
            return try SeriesPreview(reading: &fields, at: now)
        } catch {
            throw .unprocessable(error)
        }
    }
}

extension JSONSchema {
    /// The parameters of the query.
    static let dates = JSONSchema.object([
        .required("rule", .rule),
        .optional("time", .time),
        .optional("timezone", .text(.timeZone, length: 3...64)),
        .optional("from", .date),
        .optional("count", .integer(1...DatesAPI.maximum)),
    ])
}
