package import Foundation
import Glibc
import Synchronization

/// A folder of compiled time zones: one version of the tz database (RFC 9636).
///
/// Each zone's file is read once, so that a process always uses the same version of it.
package final class ZoneDirectory: Sendable {
    package let path: String
    /// The version, such as `2026a`. Empty if the folder does not state it, nil if the folder contains no zones.
    package let version: String?
    /// The modification date of the file that states the version. Unpacking the package keeps that date.
    package let made: Date?
    private let names: Set<String>
    private let files = Mutex<[String: ZoneFile]>([:])

    package init(path: String) {
        let list = Self.text(of: "tzdata.zi", in: path)
        let versionFile = list == nil ? "+VERSION" : "tzdata.zi"
        let listed = list.map(Self.names(in:)) ?? []
        names = listed.isEmpty ? Self.namesOfFiles(in: path) : listed
        let firstLine = (list ?? Self.text(of: versionFile, in: path))?.prefix { $0 != "\n" }
        version = names.isEmpty ? nil : firstLine.map(Self.version(in:)) ?? ""
        // If the date is missing, the version gives a rough release date.
        made = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(versionFile)")[.modificationDate] as? Date
        self.path = path
    }

    /// The directory that the C library uses too: `TZDIR` if it is set, else the system's.
    package static let system = ZoneDirectory(
        path: getenv("TZDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/usr/share/zoneinfo"
    )

    /// Whether this is the name of a zone that can be read. Every name is checked here before it becomes part of a
    /// path.
    package func isKnown(_ id: String) -> Bool {
        // Swift strings are equal if they are canonically equivalent: a Kelvin sign equals K. Hence the check for
        // ASCII.
        id.isPrintableASCII && names.contains(id) && FileManager.default.fileExists(atPath: "\(path)/\(id)")
    }

    /// Reads a zone's file now. This process then keeps its content, even if the file is replaced.
    package func read(_ zone: String) { _ = file(of: zone) }

    /// Returns nil for an unknown name, or for a file that can't be read.
    func file(of zone: String) -> ZoneFile? {
        guard zone.isPrintableASCII else { return nil }
        if let file = files.withLock({ $0[zone] }) { return file }
        guard isKnown(zone), let content = FileManager.default.contents(atPath: "\(path)/\(zone)"),
            let file = ZoneFile(bytes: [UInt8](content))
        else { return nil }
        files.withLock { $0[zone] = file }
        return file
    }

    /// Reads `# version 2026a`, or a version without other words.
    private static func version(in line: Substring) -> String {
        line.split(separator: " ").last.map(String.init) ?? ""
    }

    private static func text(of file: String, in folder: String) -> String? {
        FileManager.default.contents(atPath: "\(folder)/\(file)").map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns every zone and link of a source file for `zic`: `Z NAME …` is a zone, `L TARGET NAME` is another name
    /// for a zone. The first word may be longer.
    private static func names(in list: String) -> Set<String> {
        Set(
            list.split(separator: "\n").compactMap { line in
                let words = line.split(maxSplits: 3) { $0 == " " || $0 == "\t" }
                guard let keyword = words.first?.lowercased() else { return nil }
                if "zone".hasPrefix(keyword), words.count > 1 { return String(words[1]) }
                return "link".hasPrefix(keyword) && words.count > 2 ? String(words[2]) : nil
            }
        )
    }

    /// Returns the names of all zone files, for a folder without a list, such as `zic` alone makes. Skips the
    /// subfolders with copies of all zones, one with and one without leap seconds.
    private static func namesOfFiles(in folder: String) -> Set<String> {
        guard let files = FileManager.default.enumerator(atPath: folder) else { return [] }
        var names: Set<String> = []
        while let name = files.nextObject() as? String {
            if ["posix", "right"].contains(name) { files.skipDescendants() }
            if !["localtime", "posixrules"].contains(name), isZone("\(folder)/\(name)") { names.insert(name) }
        }
        return names
    }

    private static func isZone(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        // A file that can't be read is not a zone.
        return (try? file.read(upToCount: 4)).map { $0.elementsEqual("TZif".utf8) } ?? false
    }
}

extension ZoneDirectory: Equatable {
    package static func == (left: ZoneDirectory, right: ZoneDirectory) -> Bool { left === right }
}
