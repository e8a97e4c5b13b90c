/// What the clocks of a zone do every year from now on: the last line of its file, `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Sendable, Equatable {
    struct Season: Sendable, Equatable {
        let abbreviation: String
        /// Seconds east of Greenwich.
        let offset: Int
    }

    /// The hour at which a season begins, on the clock of the season before it.
    struct Change: Sendable, Equatable {
        let month: Int
        /// First (1) to fourth (4) or last (5).
        let week: Int
        /// Sunday is 0.
        let weekday: Int
        /// Some zones count from the day named to another one: below 0, or a day and more.
        let secondOfDay: Int
    }

    struct Summer: Sendable, Equatable {
        let season: Season
        let begins: Change
        let ends: Change
    }

    let standard: Season
    let summer: Summer?

    /// Seconds east of Greenwich at an instant.
    func offset(at instant: Int) -> Int {
        guard let summer, let year = CivilTime(secondsSince1970: instant + standard.offset)?.date.year else {
            return standard.offset
        }
        let begin = summer.begins.wallClock(in: year) - standard.offset
        let end = summer.ends.wallClock(in: year) - summer.season.offset
        let isSummer = begin < end ? (begin..<end).contains(instant) : !(end..<begin).contains(instant)
        return isSummer ? summer.season.offset : standard.offset
    }

    /// When the offset changes between two instants.
    func changes(from first: Int, until last: Int) -> [Int] {
        guard let summer, let begin = CivilTime(secondsSince1970: first), let end = CivilTime(secondsSince1970: last),
            begin.date.year <= end.date.year
        else { return [] }
        return (begin.date.year...end.date.year)
            .flatMap { year in
                [
                    summer.begins.wallClock(in: year) - standard.offset,
                    summer.ends.wallClock(in: year) - summer.season.offset,
                ]
            }
            .filter { first < $0 && $0 <= last }
    }

    /// Whether the wall clock shows this time exactly once, and then at this instant.
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
    /// The moment in one year, in seconds from 1970 on the clock of the season before it.
    func wallClock(in year: Int) -> Int {
        CivilDate.nth(week, weekday: weekday, of: month, year: year).daysSince1970 * 86_400 + secondOfDay
    }
}
