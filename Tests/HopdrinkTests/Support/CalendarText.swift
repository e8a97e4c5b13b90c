/// An iCalendar document, read line by line after unfolding (RFC 5545).
struct CalendarText: Sendable {
    /// The properties of one VEVENT. Parameters stay with the name, as in `DTSTART;TZID=Europe/Paris`.
    struct Event: Sendable {
        fileprivate(set) var lines: [(name: String, value: String)] = []

        /// Returns the value of the first property with this name, whatever its parameters.
        subscript(_ name: String) -> String? {
            lines.first { $0.name == name || $0.name.hasPrefix("\(name);") }?.value
        }

        /// Returns the whole line, unfolded.
        func line(_ name: String) -> String? {
            lines.first { $0.name == name || $0.name.hasPrefix("\(name);") }.map { "\($0.name):\($0.value)" }
        }
    }

    let lines: [String]
    let events: [Event]

    init(_ text: String) {
        lines = text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
        var events: [Event] = []
        var isInside = false
        for line in lines {
            switch line {
            case "BEGIN:VEVENT":
                events.append(Event())
                isInside = true
            case "END:VEVENT": isInside = false
            default: if isInside { events[events.count - 1].lines.append(Self.property(line)) }
            }
        }
        self.events = events
    }

    var uids: [String] { events.compactMap { $0["UID"] } }

    /// The only event, or nil if there is not exactly one.
    var event: Event? { events.count == 1 ? events[0] : nil }

    private static func property(_ line: String) -> (name: String, value: String) {
        var isQuoted = false
        let name = line.prefix { character in
            if character == "\"" { isQuoted.toggle() }
            return character != ":" || isQuoted
        }
        return (String(name), String(line.dropFirst(name.count + 1)))
    }
}
