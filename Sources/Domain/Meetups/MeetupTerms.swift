/// The settings that a series and a one-off meetup share: title, venue, duration, capacity, hosts and reminders.
package struct MeetupTerms: Hashable, Sendable {
    package var title: String
    package var text: String
    /// In minutes.
    package var duration: Int
    /// The max duration in minutes: two days.
    package static let longestDuration = 2880
    package var capacity: Int
    package var venue: Venue
    package var hosts: [Contact]
    /// The due time of each reminder in minutes before the start, longest first.
    package var reminders: [Int]
    package var guests = GuestTerms()

    package init(
        title: String, text: String, duration: Int, capacity: Int, venue: Venue, hosts: [Contact], reminders: [Int]
    ) {
        self.title = title
        self.text = text
        self.duration = duration
        self.capacity = capacity
        self.venue = venue
        self.hosts = hosts
        self.reminders = reminders
    }
}

extension MeetupTerms {
    package static let capacities = 1...10_000

    /// Reads the terms. Returns nil if a required field is missing or invalid; `fields` collects the field errors.
    package init?(reading fields: inout InputDecoder) {
        let title = fields.required("title", TextParser.line(maximum: 120))
        let text = fields.optional("text", TextParser.paragraph(maximum: 4000))
        let duration = fields.optional("duration", TextParser.duration)
        let capacity = fields.required("capacity", TextParser.number(in: Self.capacities))
        let venue = Venue(reading: &fields)
        let hosts = fields.list("hosts", Contact.init(parsing:))
        let reminders = fields.list("reminders", TextParser.minutes)
        let guests = GuestTermsChange(reading: &fields)
        guard let title, let capacity, let venue else { return nil }
        self.init(
            title: title, text: text ?? "", duration: duration ?? 120, capacity: capacity, venue: venue,
            hosts: hosts ?? [], reminders: Self.ordered(reminders ?? [1440])
        )
        self.guests = GuestTerms().applying(guests)
    }

    private static func ordered(_ reminders: [Int]) -> [Int] {
        Set(reminders).sorted(by: >)
    }
}

extension Venue {
    /// Reads the group `venue`.
    package init?(reading fields: inout InputDecoder) {
        guard var group = fields.group("venue") else {
            fields.report("venue", .missing)
            return nil
        }
        defer { fields.absorb(group.errors) }
        let name = group.required("name", TextParser.line(maximum: 120))
        let address = group.required("address", TextParser.line(maximum: 200))
        let coordinates = group.optional("coordinates", Coordinates.init(parsing:))
        let room = group.optional("room", TextParser.lineOrNothing)
        let access = group.optional("access", TextParser.paragraph(maximum: 1000))
        group.closeUnknown()
        guard let name, let address else { return nil }
        self.init(name: name, address: address, coordinates: coordinates, room: room ?? "", access: access ?? "")
    }
}

extension TextParser {
    /// Reads the duration of a meetup in minutes: up to two days.
    package static func duration(_ text: String) throws(FieldErrorReason) -> Int {
        let minutes = try minutes(text)
        guard (5...MeetupTerms.longestDuration).contains(minutes) else { throw .duration }
        return minutes
    }

    package static func lineOrNothing(_ text: String) throws(FieldErrorReason) -> String {
        text.trimmed.isEmpty ? "" : try line(text, maximum: 120)
    }
}
