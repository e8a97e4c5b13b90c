package import Foundation

/// One meetup in the form for calendar programs.
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

    /// The UID never changes and is never reused: 1 to 255 printable ASCII characters.
    package var uid: String
    /// Grows with every visible change, like `modified`.
    package var sequence: Int
    package var created: Date
    package var modified: Date
    package var start: ZonedTime
    /// Omitted from the document unless it is after the start.
    package var end: ZonedTime
    /// Nil for a single event.
    package var repetition: Repetition?
    package var summary: String
    package var description: String
    package var location: String
    /// Omitted from the document if the coordinates are out of range.
    package var coordinates: Coordinates?
    /// Omitted from the document unless it is an `https:` or `http:` URL in printable ASCII.
    package var url: String?
    package var status: Status
    /// Whether the calendar shows the time of the event as free.
    package var isTransparent: Bool
    package var organizer: Participant?
    package var attendee: Attendee?
    /// The time of the reminder in minutes before the start, or nil for no reminder.
    package var alarm: Int?

    // One parameter for each property: a call that names all values is easier to read than an event that is changed
    // later.
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
