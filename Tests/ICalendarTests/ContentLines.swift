/// The unfolded lines of a document, parsed without libical.
struct ContentLines {
    let folded: [String]
    let lines: [String]

    init(_ text: String) {
        folded = text.unicodeScalars.split(separator: "\r\n".unicodeScalars).map { String($0) }
        lines = folded.reduce(into: []) { lines, line in
            if line.unicodeScalars.first == " ", let last = lines.popLast() {
                lines.append(last + String(line.unicodeScalars.dropFirst()))
            } else {
                lines.append(line)
            }
        }
    }

    /// Returns the rest of the line that begins with a name.
    func line(_ name: String) -> String? {
        lines.first { $0.hasPrefix(name + ":") || $0.hasPrefix(name + ";") }.map { String($0.dropFirst(name.count)) }
    }

    func count(_ name: String) -> Int {
        lines.count { $0.hasPrefix(name + ":") || $0.hasPrefix(name + ";") }
    }

    /// The names of all lines, in order.
    var names: [String] {
        lines.map { String($0.prefix { $0 != ":" && $0 != ";" }) }
    }
}
