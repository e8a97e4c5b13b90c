/// The rules of the zones one document may name.
struct ZoneTable {
    private let rules: [String: ZoneRule]

    /// Readers show a calendar around its events: a zone whose law changed less than this before the first of them is
    /// not described by the law that holds now.
    private static let lookedBack = 366 * 86_400

    /// `start` is that of the first event, in seconds since 1970, where these are not all of the document.
    init(for events: [Event], since start: Int? = nil, in directory: ZoneDirectory) {
        let times = events.lazy.flatMap(\.times)
        let first = start ?? times.compactMap { CivilTime(utc: $0.utc)?.secondsSince1970 }.min() ?? 0
        rules = Set(times.map(\.zone)).reduce(into: [:]) { rules, zone in
            rules[zone] = directory.file(of: zone)?.rule(holdingSince: first - Self.lookedBack)?.sayable
        }
    }

    /// Whether both times of an event read as the instants they mean, by the rules the document would carry.
    ///
    /// An hour that comes twice or never does not: programs disagree on it. Nor do times before the present rule.
    func canSay(_ event: Event) -> Bool {
        canSay(event.start) && canSay(event.end)
    }

    /// Whether programs find every instance of a repeating event, and the one that another takes the place of.
    func canRepeat(_ event: Event) -> Bool {
        switch event.repetition {
        case .rule: event.times.allSatisfy(canSay) && isDaily(event.start)
        case .instance: event.times.allSatisfy(canSay)
        case nil: true
        }
    }

    func rule(of zone: String) -> ZoneRule? { rules[zone] }

    /// The VTIMEZONE of a zone.
    func component(of zone: String) -> String { rules[zone]?.component(named: zone) ?? "" }

    private func isDaily(_ time: ZonedTime) -> Bool {
        guard let rule = rules[time.zone], let local = CivilTime(time.local) else { return false }
        return rule.showsDaily(local.secondOfDay)
    }

    /// The VTIMEZONE of every zone that these times name.
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
