import CLibical
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

extension Event {
    /// Returns the VEVENT. The order of its lines never changes, so that an unchanged event keeps its bytes.
    func text(at times: WrittenTimes) throws(ICalendarError) -> String {
        guard uid.isPrintableASCII, uid.utf8.count <= 255 else { throw .invalidIdentifier }
        return try Libical.exclusively { () throws(ICalendarError) in
            let component = try Component(ICAL_VEVENT_COMPONENT)
            try component.add(icalproperty_new_uid(uid))
            try times.add(to: component)
            try component.add(icalproperty_new_sequence(Int32(clamping: max(0, sequence))))
            try addTexts(to: component)
            try addPlace(to: component)
            try component.add(icalproperty_new_status(status.libical))
            try component.add(icalproperty_new_transp(isTransparent ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE))
            try addPeople(to: component)
            if let alarm { try component.add(Self.alarm(alarm, showing: summary)) }
            return try component.text()
        }
    }

    /// Returns an alarm (RFC 5545 §3.6.6) that shows the text this number of minutes before the start.
    private static func alarm(_ minutes: Int, showing text: String) throws(ICalendarError) -> Component {
        let alarm = try Component(ICAL_VALARM_COMPONENT)
        try alarm.add(icalproperty_new_action(ICAL_ACTION_DISPLAY))
        try alarm.add(icalproperty_new_description(text.cleanText))
        let trigger = icaltriggertype_from_int(Int32(clamping: -60 * max(1, minutes)))
        try alarm.add(icalproperty_new_trigger(trigger))
        return alarm
    }

    private func addTexts(to component: borrowing Component) throws(ICalendarError) {
        try component.add(icalproperty_new_summary(summary.cleanText))
        if !description.isEmpty { try component.add(icalproperty_new_description(description.cleanText)) }
        // libical writes a URL unchanged: a line feed in it would let a visitor inject a property.
        if let url, url.isWebAddress { try component.add(icalproperty_new_url(url)) }
    }

    private func addPlace(to component: borrowing Component) throws(ICalendarError) {
        if !location.isEmpty { try component.add(icalproperty_new_location(location.cleanText)) }
        // libical's GEO calls setlocale, which changes the locale of the whole process while other threads run.
        if let place = coordinates?.text { try component.add(raw: "GEO", place) }
    }

    private func addPeople(to component: borrowing Component) throws(ICalendarError) {
        if let organizer {
            try component.add(icalproperty_new_organizer(organizer.uri), with: organizer.libicalParameters)
        }
        if let attendee {
            try component.add(icalproperty_new_attendee(attendee.participant.uri), with: attendee.libicalParameters)
        }
    }
}

extension Event.Status {
    fileprivate var libical: icalproperty_status {
        switch self {
        case .confirmed: ICAL_STATUS_CONFIRMED
        case .tentative: ICAL_STATUS_TENTATIVE
        case .cancelled: ICAL_STATUS_CANCELLED
        }
    }
}

extension Event.Coordinates {
    /// `47.394144;0.684840`
    var text: String? {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        return Self.decimal(latitude) + ";" + Self.decimal(longitude)
    }

    private static func decimal(_ degrees: Double) -> String {
        let millionths = Int((degrees * 1_000_000).rounded())
        let sign = millionths < 0 ? "-" : ""
        // A leading 1, which is then dropped, keeps the leading zeros.
        let fraction = "\(1_000_000 + millionths.magnitude % 1_000_000)".dropFirst()
        return "\(sign)\(millionths.magnitude / 1_000_000).\(fraction)"
    }
}

extension Participant {
    fileprivate var libicalParameters: [OpaquePointer?] {
        commonName.isEmpty ? [] : [icalparameter_new_cn(commonName)]
    }
}

extension Attendee {
    fileprivate var libicalParameters: [OpaquePointer?] {
        participant.libicalParameters + [
            icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT),
            icalparameter_new_partstat(participation.libical),
            icalparameter_new_rsvp(isReplyWanted ? ICAL_RSVP_TRUE : ICAL_RSVP_FALSE),
        ]
    }
}

extension Attendee.Participation {
    fileprivate var libical: icalparameter_partstat {
        switch self {
        case .needsAction: ICAL_PARTSTAT_NEEDSACTION
        case .accepted: ICAL_PARTSTAT_ACCEPTED
        case .declined: ICAL_PARTSTAT_DECLINED
        }
    }
}

extension String {
    fileprivate var isWebAddress: Bool {
        isPrintableASCII && (hasPrefix("https://") || hasPrefix("http://"))
    }
}

extension Event {
    /// The role of an event among the events with the same UID.
    package enum Repetition: Sendable, Equatable {
        /// The event repeats by a rule such as `FREQ=MONTHLY;BYDAY=2TH`, except at some times. The rule must yield the
        /// event's start. The rule and an UNTIL in it are in local time.
        case rule(String, except: [ZonedTime])
        /// The event replaces the instance that the rule yields at this time.
        case instance(ZonedTime)
    }

    /// All times that are written with a zone.
    var times: [ZonedTime] {
        switch repetition {
        case .rule(_, let exceptions): [start, end] + exceptions
        case .instance(let original): [start, end, original]
        case nil: [start, end]
        }
    }
}

extension CalendarDocument {
    /// Whether every program finds the intended instants of all repeating events. If this is false, the document can't
    /// be rendered: a meetup that repeats from a start in UTC would move by an hour in summer.
    package var canRepeat: Bool {
        let zones = ZoneTable(for: events, in: directory)
        return events.allSatisfy(zones.canRepeat)
    }
}
