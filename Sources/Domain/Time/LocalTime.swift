/// A local time of day, to the minute.
package struct LocalTime: Hashable, Sendable, CustomStringConvertible {
    package let hour: Int
    package let minute: Int

    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.hour = hour
        self.minute = minute
    }

    /// The time this many minutes after midnight, on a day of 1,440 minutes.
    package init(minutes: Int) {
        hour = minutes / 60 % 24
        minute = minutes % 60
    }

    /// Reads `19:00`.
    package init(parsing text: String) throws(FieldErrorReason) {
        let parts = text.trimmed.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2 else { throw .time }
        guard let hour = digits(parts[0]), let minute = digits(parts[1]) else { throw .time }
        guard let time = LocalTime(hour: hour, minute: minute) else { throw .time }
        self = time
    }

    package var description: String { "\(hour.padded(2)):\(minute.padded(2))" }
}
