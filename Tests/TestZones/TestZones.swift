import Foundation
import Glibc
package import ICalendar

/// Time zones that the tests bring with them, so that their results do not depend on the machine's zone data.
package enum TestZones {
    /// The zones of `zones.zi`.
    package static let world: ZoneFolder = {
        do {
            return try ZoneFolder(String(contentsOf: source, encoding: .utf8))
        } catch {
            preconditionFailure("The zones of the tests can't be compiled: \(error)")
        }
    }()

    private static let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "zones.zi")
}

/// A folder of zones that `zic` compiled; it is deleted when nothing uses it any more.
package final class ZoneFolder: Sendable {
    package let path: String
    package let directory: ZoneDirectory

    private struct NotCompiled: Error {
        let source: String
    }

    /// `source` is in the format of zic(8). With a version, the folder has a `tzdata.zi`, as the system's folder does.
    /// A fat file lists every change up to 2037, a slim file only has the rule.
    package init(_ source: String, version: String? = nil, isFat: Bool = false) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hopdrink-zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
        let text = version.map { "# version \($0)\n" + source } ?? source
        let file = folder.appending(path: version == nil && !text.hasPrefix("# version ") ? "source" : "tzdata.zi")
        try "\(text)\n".write(to: file, atomically: true, encoding: .utf8)
        let compile = "PATH=$PATH:/usr/sbin zic -b \(isFat ? "fat" : "slim") -d '\(path)' '\(file.path)'"
        guard system(compile) == 0 else { throw NotCompiled(source: source) }
        directory = ZoneDirectory(path: path)
    }

    deinit {
        // Losing the error is right: a folder that stays in /tmp harms nobody.
        try? FileManager.default.removeItem(atPath: path)
    }
}
