import Domain
import Storage

extension FeedStore {
    /// The name of a venue that has no meetup in the feed, taken from a series of the city that takes place there. Nil
    /// if there is no such series. The database does not store venue slugs.
    func plannedVenueName(_ venue: VenueSlug, in city: Slug) throws -> String? {
        try tx.rows(
            """
            SELECT DISTINCT v.name FROM venues v JOIN series s ON s.venue_id = v.id
            WHERE s.city_slug = \(city.text) ORDER BY v.name
            """
        ).map { try $0.text("name") }.first { VenueSlug(naming: $0) == venue }
    }
}
