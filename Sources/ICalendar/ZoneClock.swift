/// The UTC offsets of one time zone from the tz database.
///
/// Foundation on Linux carries its own copy of that database, which ages with the toolchain.
package struct ZoneClock: Sendable {
    private let file: ZoneFile

    /// Returns nil for an unknown zone.
    package init?(zone: String, in directory: ZoneDirectory = .system) {
        guard let file = directory.file(of: zone) else { return nil }
        self.file = file
    }

    /// Returns the offset in seconds east of Greenwich at an instant in seconds since 1970 UTC.
    package func offset(at seconds: Int) -> Int { file.offset(at: seconds) }
}
