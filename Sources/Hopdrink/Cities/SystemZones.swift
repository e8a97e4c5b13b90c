package import Domain
import ICalendar
import Synchronization

extension Zones {
    /// The system's own, which its package manager keeps: those that Foundation brings along age with the toolchain.
    package static let system = Zones { SystemZones.zone(named: $0) }
}

/// Each zone's file is read once.
private enum SystemZones {
    private static let known = Mutex<[String: Zone]>([:])

    static func zone(named name: String) -> Zone? {
        if let zone = known.withLock({ $0[name] }) { return zone }
        guard let clock = ZoneClock(zone: name) else { return nil }
        let zone = Zone(name: name) { clock.offset(at: $0) }
        known.withLock { $0[name] = zone }
        return zone
    }
}

extension Zone {
    /// A zone that was known when it was stored.
    init(stored name: String) throws {
        self = try Zones.system.zone(parsing: name)
    }
}
