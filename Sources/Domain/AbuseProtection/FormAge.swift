package import Foundation

/// Whether a form comes back after a time that a person takes for it.
package enum FormAge: Equatable, Sendable {
    case fitting
    /// Sooner than anybody reads and writes: a program sent it.
    case hasty
    /// The page was open for so long that nobody knows what it said.
    case stale

    /// In seconds.
    package static let maximum: TimeInterval = 24 * 3600

    /// How far ahead the clock of another daemon may be that made the page, in seconds.
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
