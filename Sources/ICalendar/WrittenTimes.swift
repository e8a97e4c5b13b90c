import CLibical
import Foundation

/// The times of one event in the form for a document.
struct WrittenTimes {
    private let created: CivilTime
    private let modified: CivilTime
    private let start: WrittenTime
    private let end: WrittenTime?
    private let repetition: WrittenRepetition?

    init(of event: Event, in zones: ZoneTable) throws(ICalendarError) {
        created = try CivilTime.utc(event.created)
        modified = try CivilTime.utc(event.modified)
        let isZoned = zones.canSay(event)
        start = try WrittenTime(event.start, isZoned: isZoned)
        end = event.end.utc > event.start.utc ? try WrittenTime(event.end, isZoned: isZoned) : nil
        repetition = try WrittenRepetition(of: event, in: zones)
    }

    /// The zones that these times name.
    var zones: [String] { [start.zone, end?.zone].compactMap(\.self) + (repetition?.zones ?? []) }

    func add(to component: borrowing Component) throws(ICalendarError) {
        // DTSTAMP is the time of the revision, not of the rendering, so that an unchanged event keeps its bytes.
        try component.add(icalproperty_new_dtstamp(modified.utc))
        try component.add(icalproperty_new_created(created.utc))
        try component.add(icalproperty_new_lastmodified(modified.utc))
        try component.add(icalproperty_new_dtstart(start.libical), with: start.libicalParameters)
        if let end { try component.add(icalproperty_new_dtend(end.libical), with: end.libicalParameters) }
        try repetition?.add(to: component)
    }
}

enum WrittenTime {
    case local(CivilTime, zone: String)
    case utc(CivilTime)

    init(_ time: ZonedTime, isZoned: Bool) throws(ICalendarError) {
        if isZoned, let local = CivilTime(time.local) {
            self = .local(local, zone: time.zone)
        } else {
            self = .utc(try CivilTime.utc(time.utc))
        }
    }

    var zone: String? {
        guard case .local(_, let zone) = self else { return nil }
        return zone
    }

    var libical: icaltimetype {
        switch self {
        case .local(let time, _): time.floating
        case .utc(let time): time.utc
        }
    }

    /// libical itself would add its own prefix to the name of the zone.
    var libicalParameters: [OpaquePointer?] {
        zone.map { [icalparameter_new_tzid($0)] } ?? []
    }
}

extension CivilTime {
    fileprivate static func utc(_ date: Date) throws(ICalendarError) -> CivilTime {
        guard let time = CivilTime(utc: date) else { throw .invalidTime }
        return time
    }
}
