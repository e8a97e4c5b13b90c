import Domain
import Foundation
import Storage

/// A meetup as the API shows it.
struct MeetupView: Encodable {
    struct Place: Encodable {
        let name: String
        let address: String
        let latitude: Double?
        let longitude: Double?
        let room: String?
        let access: String?
    }

    let id: String
    let uid: String
    let city: String
    let series: String?
    let title: String
    let text: String
    /// An RFC 3339 date-time with the city's offset.
    let start: String
    let end: String
    let timeZone: String
    let state: String
    /// Whether the host must still confirm that the meetup takes place.
    let tentative: Bool
    /// Why the meetup is cancelled.
    let reason: String?
    let capacity: Int
    let placesFree: Int
    /// The question that the RSVP form asks guests.
    let question: String?
    let venue: Place
    let hosts: [String]
    let sequence: Int
    let modified: String
    let url: String
    let calendar: String

    init(_ meetup: Meetup, in city: City, _ occupancy: Occupancy, _ base: BaseURL) {
        id = meetup.id.text
        uid = meetup.uid
        self.city = city.slug.text
        series = meetup.occurrence?.series.text
        title = meetup.terms.title
        text = meetup.terms.text
        start = meetup.startText
        end = meetup.endText
        timeZone = meetup.timeZone.name
        state = meetup.state.rawValue
        tentative = meetup.isTentative
        reason = meetup.reason.isEmpty ? nil : meetup.reason
        capacity = meetup.terms.capacity
        placesFree = occupancy.offered
        question = meetup.terms.guests.question.isEmpty ? nil : meetup.terms.guests.question
        venue = Place(meetup.terms.venue)
        hosts = meetup.terms.hosts.map(\.name)
        sequence = meetup.revision.sequence
        modified = meetup.revision.modified.formatted(.iso8601)
        url = base.absolute(.meetup(meetup.id, in: city.languages.first ?? .english))
        calendar = base.absolute(.calendar(meetup.id))
    }
}

extension MeetupView {
    init(_ meetup: Meetup, _ tx: Transaction, _ base: BaseURL) throws {
        let city = try tx.cities.require(meetup.city)
        self.init(meetup, in: city, try tx.rsvps.shownOccupancy(of: meetup), base)
    }
}

extension MeetupView.Place {
    init(_ venue: Venue) {
        name = venue.name
        address = venue.address
        latitude = venue.coordinates?.degrees.latitude
        longitude = venue.coordinates?.degrees.longitude
        room = venue.room.isEmpty ? nil : venue.room
        access = venue.access.isEmpty ? nil : venue.access
    }
}

extension Zone {
    /// Returns the local time of an instant with its offset from UTC, as an RFC 3339 date-time:
    /// `2026-12-10T19:00:00+01:00`.
    func text(at instant: Date) -> String {
        "\(LocalDateTime(instant, in: self)):00\(offsetText(at: instant))"
    }
}
