package import Foundation

/// A stored series.
package struct Series: Equatable, Sendable {
    package typealias ID = Identifier<Series>

    package let id: ID
    package let city: Slug
    package var plan: SeriesPlan
    package var origin: Origin
    /// The end of the series: no meetups are generated after it.
    package var endedAt: Date?

    package init(id: ID, city: Slug, plan: SeriesPlan, origin: Origin, endedAt: Date? = nil) {
        self.id = id
        self.city = city
        self.plan = plan
        self.origin = origin
        self.endedAt = endedAt
    }
}

/// The creator of a series or meetup, who may therefore change it.
package enum Origin: String, Sendable {
    case configuration = "config"
    case organiser = "http"
}
