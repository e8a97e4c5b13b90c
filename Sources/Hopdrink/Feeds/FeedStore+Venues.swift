import Domain
import Storage

extension Transaction {
    /// What a venue is called where no meetup of the feed is: by a series of the city that is to be there. Nil when none
    /// is. The database knows no slugs of venues.
    func plannedVenueName(_ venue: VenueSlug, in city: Slug) throws -> String? {
        try rows(
            """
            SELECT DISTINCT v.name FROM venues v JOIN series s ON s.venue_id = v.id
            WHERE s.city_slug = \(city.text) ORDER BY v.name
            """
        ).map { try $0.text("name") }.first { VenueSlug(naming: $0) == venue }
    }
}
