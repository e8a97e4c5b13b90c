/// A group of fields in the body of a delivery status.
struct StatusFields {
    private var values: [String: String] = [:]
    private var last: String?

    var isEmpty: Bool { values.isEmpty }

    /// Returns the value of a field on one line. If a name is repeated, the first field counts.
    subscript(_ name: String) -> String? {
        values[name.lowercased()].map { HeaderText($0).text }
    }

    /// Splits the text at empty lines, which separate groups.
    static func groups(of text: String) -> [StatusFields] {
        var groups = [StatusFields()]
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = String(line.last == "\r" ? line.dropLast() : line)
            if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                groups.append(StatusFields())
            } else {
                groups[groups.count - 1].add(line)
            }
        }
        return groups.filter { !$0.isEmpty }
    }

    private mutating func add(_ line: String) {
        let scalars = line.unicodeScalars
        if let first = scalars.first, first == " " || first == "\t" {
            if let last { values[last]?.append(line) }
        } else if let colon = scalars.firstIndex(of: ":") {
            let name = String(scalars[..<colon]).lowercased()
            last = values[name] == nil ? name : nil
            if let last { values[last] = String(scalars[colon...].dropFirst()) }
        }
    }
}
