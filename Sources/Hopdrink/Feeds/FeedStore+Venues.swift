import Domain
import Storage

extension Transaction {
    /// What the venue of the feed is called now: by the last of its meetups, or else by a series that is to be there. Nil
    /// when it is about no venue, or about one that is not there.
    func venueName(of scope: FeedSelection.Scope, among meetups: [Meetup]) throws -> String? {
        guard case .venue(let venue, let city) = scope else { return nil }
        if let meetup = meetups.last { return meetup.terms.venue.name }
        return try rows(
            """
            SELECT DISTINCT v.name FROM venues v JOIN series s ON s.venue_id = v.id
            WHERE s.city_slug = \(city.text) ORDER BY v.name
            """
        ).map { try $0.text("name") }.first { VenueSlug(naming: $0) == venue }
    }
}

extension FeedSelection.Scope {
    var isOfVenue: Bool {
        if case .venue = self { true } else { false }
    }

    /// Whether a meetup of the cities that the feed is about stands in it. The database knows no slugs of venues.
    func holds(_ meetup: Meetup) -> Bool {
        guard case .venue(let venue, _) = self else { return true }
        return VenueSlug(naming: meetup.terms.venue.name) == venue
    }
}
