import Foundation
import Hopdrink
import Synchronization

/// The report of a copy for an operator: the progress, and at the end what was copied.
final class CopyReport: Sendable {
    private static let interval: Duration = .seconds(1)

    private let begun = ContinuousClock.now
    private let shown = Mutex<ContinuousClock.Instant?>(nil)

    /// Prints the progress as a line on standard error, once a second.
    func show(_ progress: CopyDatabase.Progress) {
        let now = ContinuousClock.now
        let isDue = shown.withLock { shown in
            if let last = shown, now - last < Self.interval, progress.rows < progress.total { return false }
            shown = now
            return true
        }
        if isDue { StandardError.write(Self.line(progress, after: now - begun)) }
    }

    static func line(_ progress: CopyDatabase.Progress, after time: Duration) -> String {
        let percent = progress.rows * 100 / max(1, progress.total)
        let left = time / max(1, progress.rows) * (progress.total - progress.rows)
        let rows = "\(progress.rows) of \(progress.total) rows, \(percent) %"
        return "\(progress.step) \(progress.table): \(rows), about \(left.components.seconds) s left"
    }

    func summary(of contents: [CopyDatabase.Contents]) -> String {
        let rows = contents.map { [$0.table, "\($0.rows) rows", "SHA-256 \($0.checksum.prefix(16))…"] }
        return "\(TextTable(rows: rows).text)Everything was copied, and is the same on both sides.\n"
    }
}
