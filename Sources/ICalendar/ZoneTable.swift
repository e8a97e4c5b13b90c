/// The rules of the zones one document may name.
struct ZoneTable {
    private let files: [String: ZoneFile]
    private let rules: [String: ZoneRule]

    init(for events: [Event]) {
        let zones = Set(events.lazy.flatMap(\.times).map(\.zone))
        files = zones.reduce(into: [:]) { files, zone in files[zone] = ZoneFile(zone: zone) }
        rules = files.compactMapValues { $0.rule?.sayable }
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

    private func isDaily(_ time: ZonedTime) -> Bool {
        guard let rule = rules[time.zone], let file = files[time.zone], let local = CivilTime(time.local),
            let instant = CivilTime(utc: time.utc)
        else { return false }
        return rule.showsDaily(local.secondOfDay) && file.obeysRule(from: instant.secondsSince1970)
    }

    /// The VTIMEZONE of every zone that these times name.
    func text(naming times: [WrittenTimes]) -> String {
        let zones = Set(times.lazy.flatMap(\.zones))
        return zones.sorted().map { rules[$0]?.component(named: $0) ?? "" }.joined()
    }

    private func canSay(_ time: ZonedTime) -> Bool {
        guard let rule = rules[time.zone], let local = CivilTime(time.local), let instant = CivilTime(utc: time.utc)
        else { return false }
        return rule.shows(local, onlyAt: instant.secondsSince1970)
    }
}
