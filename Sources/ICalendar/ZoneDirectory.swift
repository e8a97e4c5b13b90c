package import Foundation
import Glibc
import Synchronization

/// A folder of compiled time zones: the tz database (RFC 9636) in one of its versions.
///
/// Each zone's file is read once, so that a process goes by one version however long it runs.
package final class ZoneDirectory: Sendable {
    package let path: String
    /// Such as `2026a`; empty if the folder does not say, nil if it holds no zones.
    package let version: String?
    /// When the file was made that says the version; what unpacks it keeps that date.
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
        // Without the date the version tells when it came out, more roughly.
        made = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(versionFile)")[.modificationDate] as? Date
        self.path = path
    }

    /// The one that the C library goes by too: that of `TZDIR`, or else the system's.
    package static let system = ZoneDirectory(
        path: getenv("TZDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/usr/share/zoneinfo"
    )

    /// Whether this is the name of a zone we can read; every name is looked up here before it becomes part of a path.
    package func isKnown(_ id: String) -> Bool {
        // Strings are equal when they look the same: a Kelvin sign is a K.
        id.isPrintableASCII && names.contains(id) && FileManager.default.fileExists(atPath: "\(path)/\(id)")
    }

    /// Reads a zone's file now: it stays as it is for this process, whatever takes its place in the folder.
    package func read(_ zone: String) { _ = file(of: zone) }

    /// Nothing for an unknown name, or a file that can't be read.
    func file(of zone: String) -> ZoneFile? {
        guard zone.isPrintableASCII else { return nil }
        if let file = files.withLock({ $0[zone] }) { return file }
        guard isKnown(zone), let content = FileManager.default.contents(atPath: "\(path)/\(zone)"),
            let file = ZoneFile(bytes: [UInt8](content))
        else { return nil }
        files.withLock { $0[zone] = file }
        return file
    }

    /// `# version 2026a`, or the version alone.
    private static func version(in line: Substring) -> String {
        line.split(separator: " ").last.map(String.init) ?? ""
    }

    private static func text(of file: String, in folder: String) -> String? {
        FileManager.default.contents(atPath: "\(folder)/\(file)").map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every zone and link of a source for `zic`: `Z NAME …` is a zone, `L TARGET NAME` another name for one. The first
    /// word may be longer.
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

    /// Where there is no list, as after `zic` alone: every file but the copies that count leap seconds or do not.
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
        // What can't be read is no zone.
        return (try? file.read(upToCount: 4)).map { $0.elementsEqual("TZif".utf8) } ?? false
    }
}

extension ZoneDirectory: Equatable {
    package static func == (left: ZoneDirectory, right: ZoneDirectory) -> Bool { left === right }
}
