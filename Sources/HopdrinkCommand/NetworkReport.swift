import Domain
import Foundation
import Hopdrink

/// A preview of a network file: the next dates of each city and series, in local time.
struct NetworkReport {
    let network: Network
    let now: Date
    private static let count = 12

    /// The numbers of cities and series: `8 cities, 11 series`.
    var summary: String {
        let cities = network.cities.count
        let series = network.cities.map(\.series.count).reduce(0, +)
        let meetups = network.cities.map(\.meetups.count).reduce(0, +)
        let parts = ["\(cities) \(cities == 1 ? "city" : "cities")", "\(series) series"]
        return (parts + (meetups == 0 ? [] : ["\(meetups) single meetup\(meetups == 1 ? "" : "s")"]))
            .joined(separator: ", ")
    }

    var text: String {
        get throws { try network.cities.map(text).joined() }
    }

    private func text(of plan: CityPlan) throws -> String {
        let series = try plan.series.map { try text(of: $0, in: plan) }.joined()
        let meetups = plan.meetups.map { text(of: $0, in: plan.city) }.joined()
        return "\n\(plan.city.name) (\(plan.city.slug), \(plan.city.timeZone.name))\n\(series)\(meetups)"
    }

    private func text(of plan: SeriesPlan, in city: CityPlan) throws -> String {
        let others = city.series.filter { $0.slug != plan.slug }
        let preview = SeriesPreview(plan.schedule, in: city.city.timeZone, beside: others)
        let table = DatesTable(days: try preview.days(Self.count, at: now), asked: Self.count)
        return "  \(plan.slug): \(plan.terms.title)\n\(table.text)"
    }

    private func text(of plan: OneOffPlan, in city: City) -> String {
        let day = SeriesPreview.day(plan, in: city.timeZone)
        return "  \(plan.slug): \(plan.terms.title)\n\(TextTable(rows: [day.cells]).text)"
    }
}
