package import Foundation

/// Whether the time between making a form and submitting it is plausible for a person.
package enum FormAge: Equatable, Sendable {
    case fitting
    /// Submitted faster than a person can read and write: a program sent it.
    case hasty
    /// Open longer than `maximum`, so that the page may be outdated, or made too far in the future.
    case stale

    /// The max age, in seconds.
    package static let maximum: TimeInterval = 24 * 3600

    /// The max lead of the clock of another daemon that made the page, in seconds.
    private static let maxLead: TimeInterval = 60

    /// `minimum` is in seconds.
    package static func decide(made: Date, minimum: TimeInterval, at now: Date) -> FormAge {
        switch now.timeIntervalSince(made) {
        case ..<(-maxLead): .stale
        case ..<0: .fitting
        case ..<minimum: .hasty
        case ...maximum: .fitting
        default: .stale
        }
    }
}
