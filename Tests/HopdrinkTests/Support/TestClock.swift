import Foundation
import Synchronization

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    private let instant: Mutex<Date>

    init(_ start: String) throws {
        instant = Mutex(try .utc(start))
    }

    var now: Date { instant.withLock { $0 } }

    func move(to text: String) throws {
        let new = try Date.utc(text)
        instant.withLock { $0 = new }
    }

    func advance(by seconds: TimeInterval) {
        instant.withLock { $0.addTimeInterval(seconds) }
    }
}

extension Date {
    /// Reads a time such as `2026-12-10T18:00:00Z`.
    static func utc(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }
}

extension TimeInterval {
    static let minute: TimeInterval = 60
    static let hour: TimeInterval = 3600
    static let day: TimeInterval = 86_400
}
