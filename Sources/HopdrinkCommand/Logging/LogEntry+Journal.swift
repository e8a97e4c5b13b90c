import Foundation
import Glibc
import Logging

extension LogEntry {
    /// The entry in systemd's native journal protocol. The metadata `meetup` becomes the field `HOPDRINK_MEETUP`.
    var journalBytes: [UInt8] {
        var bytes = Self.field("MESSAGE", sentence)
        bytes += Self.field("PRIORITY", String(level.priority))
        bytes += Self.field("SYSLOG_IDENTIFIER", "hopdrink")
        for (name, text) in metadata {
            bytes += Self.field("HOPDRINK_\(Self.fieldName(name))", text)
        }
        return bytes
    }

    /// Returns a field. The value is preceded by its length, as 8 little-endian bytes, so that it may contain line
    /// breaks.
    private static func field(_ name: String, _ text: String) -> [UInt8] {
        let value = Array(text.utf8.prefix(8192))
        let length = withUnsafeBytes(of: UInt64(value.count).littleEndian) { Array($0) }
        return Array(name.utf8) + [0x0A] + length + value + [0x0A]
    }

    /// Returns a valid field name: the journal accepts upper-case letters, digits and underscores, up to 64 characters.
    private static func fieldName(_ name: String) -> String {
        let bytes = name.uppercased().utf8.map { byte in
            (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) ? byte : UInt8(ascii: "_")
        }
        return String(decoding: bytes.prefix(50), as: UTF8.self)
    }
}

extension Logger.Level {
    /// The levels of syslog(3).
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
