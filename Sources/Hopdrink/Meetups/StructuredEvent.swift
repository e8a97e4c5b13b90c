import Domain
import Foundation

/// A meetup in the vocabulary of schema.org, for search engines and for calendars that read pages.
struct StructuredEvent: Encodable {
    private struct Place: Encodable {
        struct PostalAddress: Encodable {
            let type = "PostalAddress"
            let streetAddress: String
            let addressLocality: String
            let addressCountry: String
        }

        struct GeoCoordinates: Encodable {
            let type = "GeoCoordinates"
            let latitude: Double
            let longitude: Double
        }

        let type = "Place"
        let name: String
        let address: PostalAddress
        let geo: GeoCoordinates?
    }

    private struct Offer: Encodable {
        let type = "Offer"
        let price = 0
        let priceCurrency: String
        let availability: String
        let url: String
    }

    private struct Organisation: Encodable {
        let type = "Organization"
        let name: String
        let url: String
    }

    private let context = "https://schema.org"
    private let type = "Event"
    private let name: String
    private var description: String
    private let url: String
    private let startDate: String
    private let endDate: String
    /// Set only for a meetup that moved from another time.
    private let previousStartDate: String?
    private let eventStatus: String
    private let eventAttendanceMode = "https://schema.org/OfflineEventAttendanceMode"
    private let inLanguage: String
    private let isAccessibleForFree = true
    private let maximumAttendeeCapacity: Int
    private let location: Place
    private let organizer: Organisation
    private let image: [String]
    /// Nil for a cancelled meetup.
    private let offers: Offer?

    init(_ meetup: Meetup, _ occupancy: Occupancy, in city: City, _ site: LocalizedSite) {
        let venue = meetup.terms.venue
        name = meetup.terms.title
        description = meetup.terms.text
        url = site.base.absolute(.meetup(meetup.id, in: site.language))
        startDate = meetup.startText
        endDate = meetup.endText
        previousStartDate = meetup.movedFrom.map { meetup.timeZone.text(at: $0) }
        eventStatus = "https://schema.org/Event\(meetup.status)"
        image = [site.base.absolute(site.files.picture)]
        let availability = "https://schema.org/\(occupancy.free == 0 ? "SoldOut" : "InStock")"
        let offer = Offer(priceCurrency: city.currency, availability: availability, url: url)
        offers = meetup.state == .cancelled ? nil : offer
        inLanguage = site.language.code
        maximumAttendeeCapacity = meetup.terms.capacity
        let address = Place.PostalAddress(
            streetAddress: venue.address, addressLocality: city.name, addressCountry: city.country
        )
        let geo = venue.coordinates.map(\.degrees).map { Place.GeoCoordinates(latitude: $0, longitude: $1) }
        location = Place(name: venue.name, address: address, geo: geo)
        organizer = Organisation(
            name: site.network, url: site.base.absolute(.city(city.slug, in: site.language))
        )
    }

    /// Returns the event with a shorter description, for a page with many events.
    func shortened(to maximum: Int) -> StructuredEvent {
        var event = self
        event.description = description.shortened(to: maximum)
        return event
    }

    /// Returns the events as JSON; the template makes it safe inside a `<script>`.
    static func text(_ events: [StructuredEvent]) -> String? {
        guard !events.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .custom { path in
            let name = path.last?.stringValue ?? ""
            return Name(["type", "context"].contains(name) ? "@\(name)" : name)
        }
        // Strings and finite numbers always have a JSON form. Without it, the page is the same for people.
        return (try? encoder.encode(events)).map { String(decoding: $0, as: UTF8.self) }
    }

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) {
            stringValue = name
        }

        init?(stringValue: String) {
            self.init(stringValue)
        }

        init?(intValue: Int) { nil }
    }
}

extension Meetup {
    /// The status, as the end of schema.org's name for it.
    fileprivate var status: String {
        guard state == .scheduled else { return "Cancelled" }
        return movedFrom == nil ? "Scheduled" : "Rescheduled"
    }
}
