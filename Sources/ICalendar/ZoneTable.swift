/// The rules of the zones that one document may name.
struct ZoneTable {
    private let rules: [String: ZoneRule]

    /// In seconds. Readers show a calendar around its events, so a zone is not described by its present rule if its law
    /// changed less than this time before the first event.
    private static let lookedBack = 366 * 86_400

    /// `start` is the start of the document's first event, in seconds since 1970, if `events` are only some of its
    /// events.
    init(for events: [Event], since start: Int? = nil, in directory: ZoneDirectory) {
        let times = events.lazy.flatMap(\.times)
        let first = start ?? times.compactMap { CivilTime(utc: $0.utc)?.secondsSince1970 }.min() ?? 0
        rules = Set(times.map(\.zone)).reduce(into: [:]) { rules, zone in
            rules[zone] = directory.file(of: zone)?.rule(holdingSince: first - Self.lookedBack)?.sayable
        }
    }

    /// Whether both times of an event give the intended instants by the rules in the document.
    ///
    /// This is false for an hour that is repeated or skipped, on which programs disagree, and for times before the
    /// present rule.
    func canSay(_ event: Event) -> Bool {
        canSay(event.start) && canSay(event.end)
    }

    /// Whether programs find every instance of a repeating event, and the instance that an event replaces.
    func canRepeat(_ event: Event) -> Bool {
        switch event.repetition {
        case .rule: event.times.allSatisfy(canSay) && isDaily(event.start)
        case .instance: event.times.allSatisfy(canSay)
        case nil: true
        }
    }

    func rule(of zone: String) -> ZoneRule? { rules[zone] }

    /// Returns the VTIMEZONE of a zone.
    func component(of zone: String) -> String { rules[zone]?.component(named: zone) ?? "" }

    private func isDaily(_ time: ZonedTime) -> Bool {
        guard let rule = rules[time.zone], let local = CivilTime(time.local) else { return false }
        return rule.showsDaily(local.secondOfDay)
    }

    /// Returns the VTIMEZONE of every zone that these times name.
    func text(naming times: [WrittenTimes]) -> String {
        let zones = Set(times.lazy.flatMap(\.zones))
        return zones.sorted().map(component).joined()
    }

    private func canSay(_ time: ZonedTime) -> Bool {
        guard let rule = rules[time.zone], let local = CivilTime(time.local), let instant = CivilTime(utc: time.utc)
        else { return false }
        return rule.shows(local, onlyAt: instant.secondsSince1970)
    }
}
