package import Foundation

/// One evening as calendar programs see it.
package struct Event: Sendable, Equatable {
    package enum Status: Sendable {
        case confirmed, tentative, cancelled
    }

    package struct Coordinates: Sendable, Equatable {
        package var latitude: Double
        package var longitude: Double

        package init(latitude: Double, longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// Never changes and is never used again: 1 to 255 printable ASCII characters.
    package var uid: String
    /// Grows with every visible change, as does `modified`.
    package var sequence: Int
    package var created: Date
    package var modified: Date
    package var start: ZonedTime
    /// Left out of the document unless it is after the start.
    package var end: ZonedTime
    /// Nothing for an event that stands alone.
    package var repetition: Repetition?
    package var summary: String
    package var description: String
    package var location: String
    /// Left out of the document when it is no place on Earth.
    package var coordinates: Coordinates?
    /// Left out of the document unless it is an `https:` or `http:` address in printable ASCII.
    package var url: String?
    package var status: Status
    /// Whether the time stays free in the calendar.
    package var isTransparent: Bool
    package var organizer: Participant?
    package var attendee: Attendee?
    /// Minutes before the start at which the reader is to be reminded; nil for never.
    package var alarm: Int?

    // As many parameters as there are values: a record that names each is easier to read than one filled in later.
    package init(
        uid: String,
        sequence: Int,
        created: Date,
        modified: Date,
        start: ZonedTime,
        end: ZonedTime,
        summary: String,
        description: String = "",
        location: String = "",
        coordinates: Coordinates? = nil,
        url: String? = nil,
        status: Status = .confirmed,
        isTransparent: Bool = false,
        organizer: Participant? = nil,
        attendee: Attendee? = nil
    ) {
        self.uid = uid
        self.sequence = sequence
        self.created = created
        self.modified = modified
        self.start = start
        self.end = end
        self.summary = summary
        self.description = description
        self.location = location
        self.coordinates = coordinates
        self.url = url
        self.status = status
        self.isTransparent = isTransparent
        self.organizer = organizer
        self.attendee = attendee
    }
}
