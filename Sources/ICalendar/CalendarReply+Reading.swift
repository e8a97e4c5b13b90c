import Foundation

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
