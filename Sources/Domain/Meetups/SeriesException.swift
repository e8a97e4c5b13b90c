/// An exception on one day of a series.
package enum SeriesException: Equatable, Sendable {
    /// The meetup is cancelled and shown as cancelled; the reason may be empty.
    case cancelled(reason: String)
    /// There is no meetup, and nothing is shown.
    case skipped
    /// The meetup differs from the series.
    case changed(MeetupChange)
    /// There is a meetup although no rule names the day.
    case added(LocalTime)
}

extension [LocalDate: SeriesException] {
    package var skipped: Set<LocalDate> { Set(filter { $0.value == .skipped }.keys) }

    package var added: Set<LocalDate> {
        Set(filter { if case .added = $0.value { true } else { false } }.keys)
    }

    /// Whether the day's meetup is cancelled or skipped, and not moved to another time.
    package func isCalledOff(_ date: LocalDate) -> Bool {
        switch self[date] {
        case .cancelled, .skipped: true
        case .changed, .added, nil: false
        }
    }
}

/// A meetup of a series as the plan describes it for one day.
package struct PlannedMeetup: Equatable, Sendable {
    package let terms: MeetupTerms
    package let start: LocalDateTime
    package let state: Meetup.State
    /// The reason for a cancellation.
    package let reason: String
    /// Whether a host must confirm the meetup.
    package var needsHost = false
}

extension SeriesPlan {
    /// Returns the plan for this day's occurrence.
    package func planned(on date: LocalDate) -> PlannedMeetup {
        var planned = plannedWithoutHost(on: date)
        planned.needsHost = confirmation != nil
        return planned
    }

    private func plannedWithoutHost(on date: LocalDate) -> PlannedMeetup {
        let start = schedule.start(on: date)
        return switch exceptions[date] {
        case .cancelled(let reason): PlannedMeetup(terms: terms, start: start, state: .cancelled, reason: reason)
        case .changed(let change): PlannedMeetup(terms.applying(change), start)
        case .skipped, .added, nil: PlannedMeetup(terms, start)
        }
    }
}

extension PlannedMeetup {
    fileprivate init(_ terms: MeetupTerms, _ start: LocalDateTime) {
        self.init(terms: terms, start: start, state: .scheduled, reason: "")
    }
}

extension SeriesPlan {
    /// Plans a meetup on a day without one: a day that the rules do not name, or that was skipped.
    package mutating func add(_ start: LocalDateTime) {
        if !rules.contains(where: { $0.names(start.date) }) {
            exceptions[start.date] = .added(start.time)
        } else if start.time == time {
            exceptions[start.date] = nil
        } else {
            var change = MeetupChange()
            change.start = start
            exceptions[start.date] = .changed(change)
        }
    }
}

/// Reads the exceptions to the rules of a series: `cancelled: [2026-12-24 Christmas Eve]`, `skip: [2026-12-31]`, `add:
/// [2027-01-06T18:30]`, and `move`, a list of groups with a `date` and what differs on it.
struct SeriesExceptionReader {
    /// Nil if the rules could not be read; then any day may be theirs.
    let rules: [Rule]?
    private(set) var exceptions: [LocalDate: SeriesException] = [:]

    init(rules: [Rule]?) {
        self.rules = rules
    }

    mutating func read(_ fields: inout InputDecoder) {
        _ = fields.list("cancelled") { (text) throws(FieldErrorReason) in try readCancelled(text) }
        _ = fields.list("skip") { (text) throws(FieldErrorReason) in try keep(.skipped, on: try named(text)) }
        _ = fields.list("add") { (text) throws(FieldErrorReason) in try readAdded(text) }
        for var group in fields.groups("move") {
            readMove(&group)
            group.closeUnknown()
            fields.absorb(group.errors)
        }
    }

    private mutating func readCancelled(_ text: String) throws(FieldErrorReason) {
        let words = text.trimmed.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1)
        let date = try named(words.first.flatMap { String($0) } ?? "")
        let reason = words.count > 1 ? try TextParser.reason(String(decoding: words[1], as: UTF8.self)) : ""
        try keep(.cancelled(reason: reason), on: date)
    }

    private mutating func readAdded(_ text: String) throws(FieldErrorReason) {
        let start = try LocalDateTime(parsing: text)
        guard let rules, !rules.contains(where: { $0.names(start.date) }) else { throw .dateInRule }
        try keep(.added(start.time), on: start.date)
    }

    private mutating func readMove(_ fields: inout InputDecoder) {
        let date = fields.required("date") { (text) throws(FieldErrorReason) in try named(text) }
        let change = MeetupChange(reading: &fields, isSeries: false)
        guard let date else { return }
        do throws(FieldErrorReason) {
            try keep(.changed(change), on: date)
        } catch {
            fields.report("date", error)
        }
    }

    private func named(_ text: String) throws(FieldErrorReason) -> LocalDate {
        let date = try LocalDate(parsing: text)
        guard rules?.contains(where: { $0.names(date) }) ?? true else { throw .dateNotInRule }
        return date
    }

    private mutating func keep(_ exception: SeriesException, on date: LocalDate) throws(FieldErrorReason) {
        guard exceptions.updateValue(exception, forKey: date) == nil else { throw .twice }
    }
}

extension TextParser {
    /// Reads the reason for a cancellation, which guests read.
    package static func reason(_ text: String) throws(FieldErrorReason) -> String {
        text.trimmed.isEmpty ? "" : try line(text, maximum: 200)
    }
}
