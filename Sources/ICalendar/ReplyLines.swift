/// The few lines of a received document from which a reply is read.
///
/// The time that libical 3.0.16 needs grows with the square of the size of a line or a component: 11 s for 256 kB of
/// empty properties, 13 s for 256 kB of parameters. It would block all other callers for that time.
struct ReplyLines {
    let text: String

    init(_ document: String) throws(ICalendarError) {
        guard document.utf8.count <= Self.longestDocument else { throw .tooLarge }
        guard !document.utf8.contains(0) else { throw .unreadable }
        let lines = Self.unfolded(document).filter(\.isOfAnswer)
        guard lines.count <= Self.maxLines, lines.allSatisfy(\.isReadable),
            lines.reduce(0, { $0 + $1.bytes.count }) <= Self.longestText
        else { throw .tooLarge }
        text = lines.map { String(decoding: $0.bytes, as: UTF8.self) + "\r\n" }.joined()
    }

    private static func unfolded(_ document: String) -> [Line] {
        var lines: [Line] = []
        for piece in document.utf8.split(separator: UInt8(ascii: "\n")) {
            let piece = piece.last == UInt8(ascii: "\r") ? piece.dropLast() : piece
            if !lines.isEmpty, piece.first == UInt8(ascii: " ") || piece.first == UInt8(ascii: "\t") {
                lines[lines.count - 1].bytes += piece.dropFirst()
            } else {
                lines.append(Line(bytes: Array(piece)))
            }
        }
        return lines
    }

    private static let longestDocument = 1_000_000
    private static let longestText = 64_000
    private static let maxLines = 1_000
}

private struct Line {
    var bytes: [UInt8]

    /// A COMMENT that is too long is dropped, but the reply is still read.
    var isOfAnswer: Bool {
        Self.names.contains(name) && (isReadable || name != "COMMENT")
    }

    var isReadable: Bool {
        bytes.count <= 16_000 && bytes.count { $0 == UInt8(ascii: ";") } <= 200
    }

    private var name: String {
        // libical ignores spaces and tabs after a name.
        let name = bytes.prefix { !":; \t".utf8.contains($0) }
        return name.count > 20 ? "" : String(decoding: name, as: UTF8.self).uppercased()
    }

    private static let names: Set = [
        "BEGIN", "END", "METHOD", "UID", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "COMMENT",
    ]
}
