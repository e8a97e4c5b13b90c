import Foundation

/// The daemon's clock, in whole seconds.
enum DaemonClock {
    static let wall: @Sendable () -> Date = { Date().inWholeSeconds }

    /// Returns a clock for rehearsals, which starts at a given instant and runs at normal speed.
    static func rehearsal(from start: Date) -> @Sendable () -> Date {
        let clock = ContinuousClock()
        let begun = clock.now
        return { start.addingTimeInterval(TimeInterval((clock.now - begun).components.seconds)).inWholeSeconds }
    }
}

extension Date {
    fileprivate var inWholeSeconds: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}
