package import Foundation

/// A series that Hopdrink keeps.
package struct Series: Equatable, Sendable {
    package typealias ID = Identifier<Series>

    package let id: ID
    package let city: Slug
    package var plan: SeriesPlan
    package var origin: Origin
    /// When it was ended: it makes no new meetups after that.
    package var endedAt: Date?

    package init(id: ID, city: Slug, plan: SeriesPlan, origin: Origin, endedAt: Date? = nil) {
        self.id = id
        self.city = city
        self.plan = plan
        self.origin = origin
        self.endedAt = endedAt
    }
}

/// Who made something and may therefore change it.
package enum Origin: String, Sendable {
    case configuration = "config"
    case organiser = "http"
}
