import Foundation

/// The rules of time zones that the system has.
enum ZoneDatabase {
    private static let folder = "/usr/share/zoneinfo"

    /// Such as `2026a`; empty if the database does not say, nil if there is none.
    static var version: String? {
        guard FileManager.default.fileExists(atPath: "\(folder)/UTC") else { return nil }
        return version(in: firstLine(of: "tzdata.zi") ?? firstLine(of: "+VERSION") ?? "")
    }

    /// `# version 2026a`, or the version alone.
    static func version(in line: String) -> String {
        line.split(separator: " ").last.map(String.init) ?? ""
    }

    private static func firstLine(of file: String) -> String? {
        // Not every system has both files.
        guard let text = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) else { return nil }
        return text.split(separator: "\n", maxSplits: 1).first.map(String.init)
    }
}
