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
