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
