/// The rule for the offsets of a zone in every later year: the last line of the zone's file,
/// `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Sendable, Equatable {
    struct Season: Sendable, Equatable {
        let abbreviation: String
        /// Seconds east of Greenwich.
        let offset: Int
    }

    /// The time at which a season begins, in the local time of the season before it.
    struct Change: Sendable, Equatable {
        let month: Int
        /// First (1) to fourth (4), or last (5).
        let week: Int
        /// Sunday is 0.
        let weekday: Int
        /// Some zones count from the given day to another one, so the value may be negative, or a day or more.
        let secondOfDay: Int
    }

    struct Summer: Sendable, Equatable {
        let season: Season
        let begins: Change
        let ends: Change
    }

    let standard: Season
    let summer: Summer?

    /// Returns the offset in seconds east of Greenwich at an instant.
    func offset(at instant: Int) -> Int {
        guard let summer, let year = CivilTime(secondsSince1970: instant + standard.offset)?.date.year else {
            return standard.offset
        }
        let begin = summer.begins.wallClock(in: year) - standard.offset
        let end = summer.ends.wallClock(in: year) - summer.season.offset
        let isSummer = begin < end ? (begin..<end).contains(instant) : !(end..<begin).contains(instant)
        return isSummer ? summer.season.offset : standard.offset
    }

    /// Returns the instants at which the offset changes between two instants, and some outside that range.
    func changes(from first: Int, to last: Int) -> [Int] {
        guard let summer, let from = CivilTime(secondsSince1970: first)?.date.year,
            let through = CivilTime(secondsSince1970: last)?.date.year
        else { return [] }
        let years = from...max(from, through)
        let begins = years.map { summer.begins.wallClock(in: $0) - standard.offset }
        let ends = years.map { summer.ends.wallClock(in: $0) - summer.season.offset }
        return (begins + ends).filter { $0 >= first }
    }

    /// Returns the last instant at which the wall clock shows this time. For a skipped time, the standard offset is
    /// used.
    func lastInstant(of local: CivilTime) -> Int {
        let clock = local.secondsSince1970
        let instants = [standard, summer?.season].compactMap { season in season.map { clock - $0.offset } }
        return instants.filter { offset(at: $0) == clock - $0 }.max() ?? clock - standard.offset
    }

    /// Whether the wall clock shows this time of day exactly once on every day.
    func showsDaily(_ secondOfDay: Int) -> Bool {
        guard let summer else { return true }
        let shift = summer.season.offset - standard.offset
        let jumps = [(summer.begins.secondOfDay, shift), (summer.ends.secondOfDay, -shift)]
        return !jumps.contains { before, shift in
            let disturbed = min(before, before + shift)..<max(before, before + shift)
            // The hour before a midnight belongs to another day than the change.
            return [-86_400, 0, 86_400].contains { disturbed.contains(secondOfDay + $0) }
        }
    }

    /// Whether the wall clock shows this time exactly once, at this instant.
    func shows(_ local: CivilTime, onlyAt instant: Int) -> Bool {
        let clock = local.secondsSince1970
        guard offset(at: instant) == clock - instant else { return false }
        return [standard, summer?.season].allSatisfy { season in
            guard let season, season.offset != clock - instant else { return true }
            return offset(at: clock - season.offset) != season.offset
        }
    }
}

extension ZoneRule.Change {
    /// Returns the moment of the change in one year, in seconds since 1970 in the local time of the season before it.
    func wallClock(in year: Int) -> Int {
        CivilDate.nth(week, weekday: weekday, of: month, year: year).daysSince1970 * 86_400 + secondOfDay
    }
}

extension ZoneRule {
    /// This rule if every program can follow it: at most a pair of yearly changes on the nth weekday of a month.
    ///
    /// Outlook supports nothing else, so "the day after the first Saturday" is excluded. UTC needs no zone.
    var sayable: ZoneRule? {
        guard standard.abbreviation != "UTC" else { return nil }
        let changes = summer.map { [$0.begins, $0.ends] } ?? []
        return changes.allSatisfy { (0..<86_400).contains($0.secondOfDay) } ? self : nil
    }

    /// Returns the VTIMEZONE.
    func component(named zone: String) -> String {
        let lines = ["BEGIN:VTIMEZONE", "TZID:\(zone)"] + observances + ["END:VTIMEZONE", ""]
        return lines.joined(separator: "\r\n")
    }

    private var observances: [String] {
        guard let summer else { return observance("STANDARD", standard, from: standard, change: nil) }
        // Irish law calls winter the exception; programs expect the smaller offset to be the standard time.
        let names = standard.offset < summer.season.offset ? ("DAYLIGHT", "STANDARD") : ("STANDARD", "DAYLIGHT")
        return observance(names.0, summer.season, from: standard, change: summer.begins)
            + observance(names.1, standard, from: summer.season, change: summer.ends)
    }

    private func observance(_ name: String, _ season: Season, from before: Season, change: Change?) -> [String] {
        let start = change?.wallClock(in: 1970) ?? 0
        return [
            "BEGIN:\(name)",
            "DTSTART:\(CivilTime(secondsSince1970: start)?.text ?? "")",
            "TZOFFSETFROM:\(before.offsetText)",
            "TZOFFSETTO:\(season.offsetText)",
            "TZNAME:\(season.abbreviation)",
        ] + (change.map { ["RRULE:\($0.recurrenceRule)"] } ?? []) + ["END:\(name)"]
    }
}

extension ZoneRule.Season {
    /// `+0530`
    fileprivate var offsetText: String {
        let minutes = Int(offset.magnitude) / 60
        return (offset < 0 ? "-" : "+") + "\(10_000 + minutes / 60 * 100 + minutes % 60)".dropFirst()
    }
}

extension ZoneRule.Change {
    fileprivate var recurrenceRule: String {
        let weekday = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"][weekday]
        return "FREQ=YEARLY;BYMONTH=\(month);BYDAY=\(week == 5 ? -1 : week)\(weekday)"
    }
}

extension ZoneRule {
    /// Parses the POSIX form. Returns nil for changes other than on the nth weekday of a month, which no zone has
    /// today.
    init?(posix text: some StringProtocol) {
        var scanner = ZoneRuleScanner(text)
        guard let standard = scanner.season(defaultOffset: nil) else { return nil }
        if scanner.isAtEnd {
            self.init(standard: standard, summer: nil)
            return
        }
        guard let season = scanner.season(defaultOffset: standard.offset + 3_600),
            let begins = scanner.change(), let ends = scanner.change(), scanner.isAtEnd
        else { return nil }
        self.init(standard: standard, summer: Summer(season: season, begins: begins, ends: ends))
    }
}

/// Parses a POSIX zone rule from left to right.
private struct ZoneRuleScanner {
    private var rest: Substring.UTF8View

    init(_ text: some StringProtocol) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func season(defaultOffset: Int?) -> ZoneRule.Season? {
        guard let name = abbreviation() else { return nil }
        // POSIX offsets are positive to the west.
        guard let offset = clock().map({ -$0 }) ?? defaultOffset else { return nil }
        return ZoneRule.Season(abbreviation: name, offset: offset)
    }

    /// `,M10.5.0/3`
    mutating func change() -> ZoneRule.Change? {
        guard skip(","), skip("M"),
            let month = number(in: 1...12), skip("."), let week = number(in: 1...5), skip("."),
            let weekday = number(in: 0...6)
        else { return nil }
        guard let second = skip("/") ? clock() : 2 * 3_600 else { return nil }
        return ZoneRule.Change(month: month, week: week, weekday: weekday, secondOfDay: second)
    }

    /// `CET` or `<+0530>`
    private mutating func abbreviation() -> String? {
        let isQuoted = skip("<")
        let name = rest.prefix { isQuoted ? $0 != UInt8(ascii: ">") : $0.isLetter }
        rest = rest.dropFirst(name.count)
        guard name.count >= 3, name.allSatisfy(\.isInAbbreviation), !isQuoted || skip(">") else { return nil }
        return String(Substring(name))
    }

    /// `3`, `-1`, `5:30`, in seconds
    private mutating func clock() -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard var seconds = number(in: 0...167).map({ $0 * 3_600 }) else { return nil }
        for unit in [60, 1] where skip(":") {
            guard let part = number(in: 0...59) else { return nil }
            seconds += part * unit
        }
        return isNegative ? -seconds : seconds
    }

    private mutating func number(in range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        guard let number = Int(Substring(digits)), range.contains(number) else { return nil }
        return number
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
    }

    fileprivate var isInAbbreviation: Bool {
        isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self == UInt8(ascii: "+")
            || self == UInt8(ascii: "-")
    }
}
