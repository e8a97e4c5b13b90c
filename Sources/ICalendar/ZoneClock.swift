/// The clocks of one time zone, as the tz database has them.
///
/// Foundation on Linux carries its own copy of that database, which ages with the toolchain.
package struct ZoneClock: Sendable {
    private let file: ZoneFile

    /// Nothing for an unknown zone.
    package init?(zone: String, in directory: ZoneDirectory = .system) {
        guard let file = directory.file(of: zone) else { return nil }
        self.file = file
    }

    /// Seconds east of Greenwich, so many seconds after 1970 began in UTC.
    package func offset(at seconds: Int) -> Int { file.offset(at: seconds) }
}
