package import Domain
package import ICalendar

extension Zones {
    /// The system's time zones, which its package manager updates. Those that come with Foundation are as old as the
    /// toolchain.
    package static let system = Zones(in: .system)

    package init(in directory: ZoneDirectory) {
        self.init { name in
            ZoneClock(zone: name, in: directory).map { clock in Zone(name: name) { clock.offset(at: $0) } }
        }
    }
}

extension Zone {
    /// Reads a stored time zone, which was known when it was stored.
    init(stored name: String) throws {
        self = try Zones.system.zone(parsing: name)
    }
}
