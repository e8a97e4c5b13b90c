import Domain
import Foundation

/// The names of weekdays and months in one language.
struct CalendarWords: Sendable {
    private let weekdays: [Weekday: String]
    private let months: [Int: String]
    private let shortMonths: [Int: String]

    init(in locale: Locale) {
        var style = Date.FormatStyle(locale: locale, calendar: Calendar(identifier: .gregorian))
        style.timeZone = .gmt
        let names = { (date: LocalDate, style: Date.FormatStyle) in
            style.format(Date(timeIntervalSince1970: TimeInterval(date.dayNumber * 86_400)))
        }
        let weekday = style.weekday(.wide)
        let week = (0..<7).map { LocalDate(dayNumber: $0) }
        weekdays = Dictionary(uniqueKeysWithValues: week.map { ($0.weekday, names($0, weekday)) })
        let month = style.month(.wide)
        let year = (0..<12).map { LocalDate(dayNumber: $0 * 31 + 1) }
        months = Dictionary(uniqueKeysWithValues: year.map { ($0.month, names($0, month)) })
        let shortMonth = style.month(.abbreviated)
        shortMonths = Dictionary(uniqueKeysWithValues: year.map { ($0.month, names($0, shortMonth)) })
    }

    func name(of weekday: Weekday) -> String { weekdays[weekday] ?? "" }

    func name(ofMonth month: Int) -> String { months[month] ?? "" }

    /// The language's shortest name of a month: "déc.", "Dec".
    func shortName(ofMonth month: Int) -> String { shortMonths[month] ?? "" }
}

extension Translations {
    /// The day in words: "jeudi 10 décembre 2026".
    func words(_ date: LocalDate) -> String {
        self(
            .date,
            [
                "weekday": calendar.name(of: date.weekday), "day": date.day == 1 ? self(.dayFirst) : String(date.day),
                "month": calendar.name(ofMonth: date.month), "year": String(date.year),
            ]
        )
    }

    /// The day without the year: "jeudi 10 décembre".
    func shortWords(_ date: LocalDate) -> String {
        self(
            .dateShort,
            [
                "weekday": calendar.name(of: date.weekday), "day": date.day == 1 ? self(.dayFirst) : String(date.day),
                "month": calendar.name(ofMonth: date.month),
            ]
        )
    }

    /// The time of day: "19:00", "19 h 30".
    func words(_ time: LocalTime) -> String {
        let hour = time.hour.padded(Int(self(.hourDigits)) ?? 2)
        let key: TranslationKey = time.minute == 0 ? .timeOnTheHour : .time
        return self(key, ["hour": hour, "minute": time.minute.padded(2)])
    }

    /// Day and time: "jeudi 10 décembre 2026, 19 h".
    func words(_ start: LocalDateTime) -> String {
        self(.dateTime, ["date": words(start.date), "time": words(start.time)])
    }

    /// The day with start and end, in the city's local time: "jeudi 10 décembre 2026, 19 h–21 h".
    func words(from start: LocalDateTime, to end: LocalDateTime) -> String {
        let from = ["date": words(start.date), "from": words(start.time), "to": words(end.time)]
        if end.date == start.date { return self(.range, from) }
        let isNight = end.date == start.date.adding(days: 1) && end.time.hour < 12
        return isNight ? self(.rangeOvernight, from) : self(.rangeDays, from.merging(["end": words(end.date)]) { $1 })
    }

    /// The meetup's day, start and end in the city's local time.
    func when(_ meetup: Meetup) -> String { words(from: meetup.wallStart, to: meetup.end) }
}
