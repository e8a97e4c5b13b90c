import Domain
import Foundation
import Storage

/// The column format for the days on which a series differs from its rules: a list in JSON, in order of the days.
enum SeriesExceptions {
    static func read(_ row: SQLRow) throws -> [LocalDate: SeriesException] {
        let text = try row.text("exceptions")
        guard !text.isEmpty else { return [:] }
        let entries = try JSONDecoder().decode([Entry].self, from: Data(text.utf8))
        return Dictionary(uniqueKeysWithValues: try entries.map { (try LocalDate(parsing: $0.date), try $0.exception) })
    }

    /// One day; only what its kind needs is there.
    fileprivate struct Entry: Codable {
        enum Kind: String, Codable {
            case cancelled, skipped, changed, added
        }

        let date: String
        let kind: Kind
        var reason: String?
        var time: String?
        var change: Change?
    }

    fileprivate struct Change: Codable {
        struct Place: Codable {
            let name: String
            let address: String
            let latitude: Int?
            let longitude: Int?
            let room: String
            let access: String
        }

        var title: String?
        var text: String?
        var start: String?
        var duration: Int?
        var capacity: Int?
        var venue: Place?
        var room: String?
        var question: String?
        var smallerMayPass: Bool?
        var closing: Int?
        var reconfirm: Int?
    }
}

extension [LocalDate: SeriesException] {
    /// The list as JSON; empty if there are no exceptions.
    var text: String {
        get throws {
            guard !isEmpty else { return "" }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let entries = sorted { $0.key < $1.key }.map { SeriesExceptions.Entry($1, on: $0) }
            return String(decoding: try encoder.encode(entries), as: UTF8.self)
        }
    }
}

extension SeriesExceptions.Entry {
    fileprivate init(_ exception: SeriesException, on date: LocalDate) {
        self.date = date.description
        switch exception {
        case .cancelled(let reason): (kind, self.reason) = (.cancelled, reason)
        case .skipped: kind = .skipped
        case .changed(let change): (kind, self.change) = (.changed, SeriesExceptions.Change(change))
        case .added(let time): (kind, self.time) = (.added, time.description)
        }
    }

    fileprivate var exception: SeriesException {
        get throws {
            switch kind {
            case .cancelled: .cancelled(reason: reason ?? "")
            case .skipped: .skipped
            case .changed: .changed(try MeetupChange(change ?? SeriesExceptions.Change()))
            case .added: .added(try LocalTime(parsing: time ?? ""))
            }
        }
    }
}

extension SeriesExceptions.Change {
    fileprivate init(_ change: MeetupChange) {
        title = change.title
        text = change.text
        start = change.start?.description
        duration = change.duration
        capacity = change.capacity
        venue = change.venue.map { Place($0) }
        room = change.room
        (question, reconfirm) = (change.guests.question, change.guests.reconfirm)
        (smallerMayPass, closing) = (change.guests.smallerMayPass, change.guests.closing)
    }
}

extension SeriesExceptions.Change.Place {
    fileprivate init(_ venue: Venue) {
        name = venue.name
        address = venue.address
        latitude = venue.coordinates?.latitude
        longitude = venue.coordinates?.longitude
        room = venue.room
        access = venue.access
    }
}

extension MeetupChange {
    fileprivate init(_ change: SeriesExceptions.Change) throws {
        self.init()
        title = change.title
        text = change.text
        start = try change.start.map { try LocalDateTime(parsing: $0) }
        duration = change.duration
        capacity = change.capacity
        venue = change.venue.map { Venue($0) }
        room = change.room
        (guests.question, guests.reconfirm) = (change.question, change.reconfirm)
        (guests.smallerMayPass, guests.closing) = (change.smallerMayPass, change.closing)
    }
}

extension Venue {
    fileprivate init(_ place: SeriesExceptions.Change.Place) {
        var coordinates: Coordinates?
        if let latitude = place.latitude, let longitude = place.longitude {
            coordinates = Coordinates(latitude: latitude, longitude: longitude)
        }
        self.init(
            name: place.name, address: place.address, coordinates: coordinates, room: place.room, access: place.access
        )
    }
}
