import Foundation

/// The time zones of the system's tz database.
package enum TimeZones {
    static let directory = "/usr/share/zoneinfo/"

    /// Whether this is the name of a zone we can read; every name is looked up here before it becomes part of a path.
    package static func isKnown(_ id: String) -> Bool {
        // Strings are equal when they look the same: a Kelvin sign is a K.
        id.isPrintableASCII && names.contains(id)
    }

    /// Every zone and link of `tzdata.zi` that is installed: distributions may leave old links out.
    private static let names: Set<String> = {
        guard let list = FileManager.default.contents(atPath: directory + "tzdata.zi") else { return [] }
        let lines = String(decoding: list, as: UTF8.self).split(separator: "\n")
        return Set(lines.compactMap(name).filter { FileManager.default.fileExists(atPath: directory + $0) })
    }()

    /// `Z NAME …` is a zone, `L TARGET NAME` another name for one.
    private static func name(in line: Substring) -> String? {
        let words = line.split(separator: " ", maxSplits: 3)
        switch words.first {
        case "Z" where words.count > 1: return String(words[1])
        case "L" where words.count > 2: return String(words[2])
        default: return nil
        }
    }
}
