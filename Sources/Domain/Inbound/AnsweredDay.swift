package import Foundation

/// The occurrence that a calendar's reply names: the RECURRENCE-ID of RFC 5545 §3.8.4.4. Our invitations are for one
/// meetup each and have no RECURRENCE-ID. A reply with one belongs to another event, or comes from a program that
/// always adds it.
package enum AnsweredDay: Equatable, Sendable {
    case instant(Date)
    /// A local time in a known zone.
    case zoned(LocalDateTime, Zone)
    /// A local time without a zone, or in a zone of unknown name.
    case local(LocalDateTime)
    case day(LocalDate)
    case unreadable

    /// `id` is the RECURRENCE-ID as written in the calendar, without its zone. `zones` finds a zone by any of its
    /// names.
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

    /// Whether this is the start of the meetup.
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

    /// `20261210T190000`; our meetups begin on whole minutes.
    private static func time(_ text: String) -> LocalDateTime? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 6, let day = date(parts[0]),
            let clock = digits(Array(parts[1].utf8)[...]), clock % 100 == 0,
            let time = LocalTime(hour: clock / 10_000, minute: clock / 100 % 100)
        else { return nil }
        return LocalDateTime(day, time)
    }

    /// Some programs put a prefix before the zone name: `/example.org/20050126_1/Europe/Paris`.
    private static func zone(named name: String, in zones: Zones) -> Zone? {
        let parts = name.split(separator: "/").map(String.init)
        let names = [name] + parts.indices.map { parts[$0...].joined(separator: "/") }
        // A name that is not a zone throws; the next name may be one.
        return names.lazy.compactMap { try? zones.zone(parsing: $0) }.first
    }
}
