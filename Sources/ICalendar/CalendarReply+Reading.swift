import Foundation

extension CalendarReply {
    /// The answers in a document, one for each event that says whose it is. A thread that must not block asks through
    /// `Libical.run`.
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
        // libical puts a note in the place of a property whose value it can't read.
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

    /// The address in a `mailto:` URI (RFC 6068), its domain in small letters. Some programs forget the scheme.
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
    /// Programs that know people by another name say their address beside it (RFC 7986 §6.2).
    fileprivate var calendarAddress: String? {
        CalendarReply.address(value) ?? parameter("EMAIL").flatMap(CalendarReply.address)
    }
}
