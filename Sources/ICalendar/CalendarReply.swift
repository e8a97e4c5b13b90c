package import Foundation

/// The reply of a calendar program to an invitation (RFC 5546 §3.2.3). None of it is verified.
package struct CalendarReply: Sendable, Equatable {
    package enum Participation: Sendable {
        case accepted, declined, tentative, delegated, needsAction, other
    }

    package let uid: String
    /// The occurrence of a series that the reply is for: its start as written, without its zone.
    package let recurrenceID: String?
    /// The zone of `recurrenceID`, as written. It need not be an IANA name.
    package var recurrenceZone: String?
    /// Whether the reply names an occurrence in a form that can't be read.
    package var isRecurrenceUnreadable = false
    /// The revision of the invitation that the reply is for, and the time of the reply. Exchange omits the time.
    package let sequence: Int?
    package let stamp: Date?
    package let attendee: String
    /// The address of the person who replied on behalf of the attendee.
    package let sentBy: String?
    package let participation: Participation
    package let comment: String?
    /// The number of people whom the attendee brings along, if their program asks for it.
    package let guests: Int?
}

extension CalendarReply.Participation {
    /// A missing PARTSTAT means NEEDS-ACTION (RFC 5545 §3.2.12).
    init(_ status: String?) {
        switch status?.uppercased() {
        case "ACCEPTED": self = .accepted
        case "DECLINED": self = .declined
        case "TENTATIVE": self = .tentative
        case "DELEGATED": self = .delegated
        case nil, "NEEDS-ACTION": self = .needsAction
        default: self = .other
        }
    }
}

extension CalendarReply {
    /// Returns the replies in a document, one for each event that names its attendee. A thread that must not block
    /// calls this through `Libical.run`.
    package static func reading(_ text: String) throws(ICalendarError) -> [CalendarReply] {
        let lines = try ReplyLines(text).text
        return try Libical.exclusively { () throws(ICalendarError) in
            let calendar = try ParsedCalendar(lines)
            guard calendar.method == "REPLY" else { throw .notAReply }
            return calendar.events.compactMap { CalendarReply($0) }
        }
    }

    private init?(_ event: ParsedCalendar.Event) {
        guard let uid = event.first("UID")?.value, uid.isPrintableASCII, uid.utf8.count <= 255,
            let attendee = event.first("ATTENDEE"), let address = attendee.calendarAddress
        else { return nil }
        self.uid = uid
        let recurrences = event.all("RECURRENCE-ID")
        recurrenceID = recurrences.first?.value
        recurrenceZone = recurrences.first?.parameter("TZID")
        // libical replaces a property that has an unreadable value with an error property.
        let isLost = event.all("X-LIC-ERROR").contains { $0.value.contains("RECURRENCE-ID") }
        isRecurrenceUnreadable = isLost || Set(recurrences.map(\.value)).count > 1
        sequence = event.first("SEQUENCE").flatMap { Int($0.value) }.flatMap { $0 < 0 ? nil : $0 }
        stamp = event.first("DTSTAMP").flatMap { Self.instant($0.value) }
        self.attendee = address
        sentBy = attendee.parameter("SENT-BY").flatMap(Self.address)
        participation = Participation(attendee.parameter("PARTSTAT"))
        comment = Self.comment(event.first("COMMENT")?.text) ?? Self.comment(attendee.parameter("X-RESPONSE-COMMENT"))
        guests = attendee.parameter("X-NUM-GUESTS").flatMap { Int($0) }.flatMap { (0...99).contains($0) ? $0 : nil }
    }

    private static func instant(_ text: String) -> Date? {
        guard text.hasSuffix("Z"), let time = CivilTime(String(text.dropLast())) else { return nil }
        return Date(timeIntervalSince1970: TimeInterval(time.secondsSince1970))
    }

    private static func comment(_ text: String?) -> String? {
        guard let text = text?.cleanText.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty else {
            return nil
        }
        return String(text.unicodeScalars.prefix(longestComment))
    }

    private static let longestComment = 2_000

    /// Returns the address in a `mailto:` URI (RFC 6068), with its domain in lower case. Some programs omit the scheme.
    static func address(_ uri: String) -> String? {
        let scheme = "mailto:"
        let hasScheme = uri.utf8.count >= scheme.utf8.count && uri.prefix(scheme.count).lowercased() == scheme
        let path = (hasScheme ? uri.dropFirst(scheme.count) : uri[...]).prefix { $0 != "?" }
        guard let address = path.removingPercentEncoding?.trimmingCharacters(in: .whitespaces),
            Participant(name: "", address: address) != nil, let at = address.lastIndex(of: "@")
        else { return nil }
        return address[..<at] + address[at...].lowercased()
    }
}

extension ParsedCalendar.Property {
    /// The address of the attendee. Programs that identify people by another URI add the address in a parameter (RFC
    /// 7986 §6.2).
    fileprivate var calendarAddress: String? {
        CalendarReply.address(value) ?? parameter("EMAIL").flatMap(CalendarReply.address)
    }
}
