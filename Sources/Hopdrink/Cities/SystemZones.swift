package import Domain
package import ICalendar

extension Zones {
    /// The system's own, which its package manager keeps: those that Foundation brings along age with the toolchain.
    package static let system = Zones(in: .system)

    package init(in directory: ZoneDirectory) {
        self.init { name in
            ZoneClock(zone: name, in: directory).map { clock in Zone(name: name) { clock.offset(at: $0) } }
        }
    }
}

extension Zone {
    /// A zone that was known when it was stored.
    init(stored name: String) throws {
        self = try Zones.system.zone(parsing: name)
    }
}
