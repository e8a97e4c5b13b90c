package import Foundation

/// Which evening of several a calendar's answer is to: the RECURRENCE-ID of RFC 5545 §3.8.4.4. Our invitations are to one
/// evening each and have none, so what comes with one is another's, or a program's that adds it to everything.
package enum AnsweredDay: Equatable, Sendable {
    case instant(Date)
    /// A wall clock's time, in a zone that is known here.
    case zoned(LocalDateTime, Zone)
    /// The same in no zone, or in one whose name says nothing here.
    case local(LocalDateTime)
    case day(LocalDate)
    case unreadable

    /// `id` as it stands in the calendar, without its zone; `zones` finds one by whatever name it has.
    package init(id: String, zone: String?, in zones: Zones) {
        let (text, isUTC) = (id.hasSuffix("Z") ? String(id.dropLast()) : id, id.hasSuffix("Z"))
        if let day = Self.date(text), !isUTC {
            self = .day(day)
        } else if let time = Self.time(text) {
            let zone = isUTC ? Zone.utc : zone.flatMap { Self.zone(named: $0, in: zones) }
            self = isUTC ? .instant(time.instant(in: .utc)) : zone.map { .zoned(time, $0) } ?? .local(time)
        } else {
            self = .unreadable
        }
    }

    /// Whether the meetup begins then.
    package func isStart(of meetup: Meetup) -> Bool {
        switch self {
        case .instant(let instant): instant == meetup.startsAt
        case .zoned(let time, let zone): time.instant(in: zone) == meetup.startsAt
        case .local(let time): time == meetup.wallStart
        case .day(let date): date == meetup.wallStart.date
        case .unreadable: false
        }
    }

    /// `20261210`.
    private static func date(_ text: some StringProtocol) -> LocalDate? {
        guard text.utf8.count == 8, let number = digits(Array(text.utf8)[...]) else { return nil }
        return LocalDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// `20261210T190000`; our evenings begin on whole minutes.
    private static func time(_ text: String) -> LocalDateTime? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 6, let day = date(parts[0]),
            let clock = digits(Array(parts[1].utf8)[...]), clock % 100 == 0,
            let time = LocalTime(hour: clock / 10_000, minute: clock / 100 % 100)
        else { return nil }
        return LocalDateTime(day, time)
    }

    /// Some programs put words of their own before the name: `/example.org/20050126_1/Europe/Paris`.
    private static func zone(named name: String, in zones: Zones) -> Zone? {
        let parts = name.split(separator: "/").map(String.init)
        let names = [name] + parts.indices.map { parts[$0...].joined(separator: "/") }
        // What is no zone has no offset; the next name may be one.
        return names.lazy.compactMap { try? zones.zone(parsing: $0) }.first
    }
}
