import CLibical
import Foundation

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
