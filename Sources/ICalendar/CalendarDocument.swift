import CLibical
import Dispatch

/// An iCalendar document: a feed, a file to download, or the calendar part of an invitation.
package struct CalendarDocument: Sendable, Equatable {
    /// The request that an emailed document makes to its reader. A feed has none.
    package enum Method: Sendable {
        case request, cancel
    }

    package var method: Method?
    package var name: String?
    /// The suggested time between two downloads of the feed, in minutes.
    package var refreshMinutes: Int?
    package var events: [Event]
    /// The source of the zones that the times name.
    var directory = ZoneDirectory.system

    package init(method: Method? = nil, name: String? = nil, refreshMinutes: Int? = nil, events: [Event]) {
        self.method = method
        self.name = name
        self.refreshMinutes = refreshMinutes
        self.events = events
    }
}

extension CalendarDocument {
    /// Returns the document as text. Equal documents give equal bytes while the tz database stays the same.
    package func rendered() async throws -> String {
        try await Libical.run { try text() }
    }

    /// Writes event by event. A tree of all events takes 13 KB per event, and blocks other callers of libical
    /// meanwhile.
    private func text() throws(ICalendarError) -> String {
        dispatchPrecondition(condition: .onQueue(Libical.queue))
        guard method == nil || isInvitation else { throw .incompleteInvitation }
        let zones = ZoneTable(for: events, in: directory)
        let times = try events.map { event throws(ICalendarError) in try WrittenTimes(of: event, in: zones) }
        var text = try Self.opening(header()) + nameLine + zones.text(naming: times)
        text.reserveCapacity(text.utf8.count + events.count * 1_024)
        for (event, times) in zip(events, times) {
            text += try event.text(at: times)
        }
        text += Self.ending
        return text
    }

    /// Outlook reads only the first event of a message, and a guest can reply only if both addresses are present.
    private var isInvitation: Bool {
        events.count == 1 && events.allSatisfy { $0.organizer != nil && $0.attendee != nil }
    }

    private func header() throws(ICalendarError) -> String {
        try Libical.exclusively { () throws(ICalendarError) in
            let calendar = try Component(ICAL_VCALENDAR_COMPONENT)
            try calendar.add(icalproperty_new_version("2.0"))
            try calendar.add(icalproperty_new_prodid("-//Hopdrink//Hopdrink//EN"))
            try calendar.add(icalproperty_new_calscale("GREGORIAN"))
            if let method { try calendar.add(icalproperty_new_method(method.libical)) }
            if let displayName { try calendar.add(icalproperty_new_name(displayName)) }
            try addRefresh(to: calendar)
            return try calendar.text()
        }
    }

    /// The name in the form before RFC 7986. libical would not escape commas in it.
    private var nameLine: String {
        displayName.map { ContentLine(name: "X-WR-CALNAME", value: $0.escapedText).text } ?? ""
    }

    private var displayName: String? {
        guard let name = name?.cleanLine, !name.isEmpty else { return nil }
        return name
    }

    private func addRefresh(to calendar: borrowing Component) throws(ICalendarError) {
        guard let refreshMinutes, (1...Self.longestRefresh).contains(refreshMinutes) else { return }
        let interval = icaldurationtype_from_int(Int32(refreshMinutes * 60))
        try calendar.add(icalproperty_new_refreshinterval(interval))
        try calendar.add(raw: "X-PUBLISHED-TTL", Libical.take(icaldurationtype_as_ical_string_r(interval)))
    }

    private static func opening(_ header: String) -> String {
        String(header.dropLast(ending.count))
    }

    private static let ending = "END:VCALENDAR\r\n"
    /// One year, in minutes. libical counts in 32-bit seconds.
    private static let longestRefresh = 525_600
}

extension CalendarDocument.Method {
    fileprivate var libical: icalproperty_method {
        switch self {
        case .request: ICAL_METHOD_REQUEST
        case .cancel: ICAL_METHOD_CANCEL
        }
    }
}
