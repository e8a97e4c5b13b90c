/// What a series and a one-off meetup say alike: what it is, where, how long, for how many, and when to remind.
package struct MeetupTerms: Hashable, Sendable {
    package var title: String
    package var text: String
    /// In minutes.
    package var duration: Int
    /// Two days.
    package static let longestDuration = 2880
    package var capacity: Int
    package var venue: Venue
    package var hosts: [Contact]
    /// How long before the start each reminder is due, in minutes, longest first.
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

    /// Takes the terms out of what was written; nil when there are faults, which `fields` keeps.
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
    /// Takes the group `venue` out of what was written.
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
    /// How long a meetup lasts, in minutes: up to two days.
    package static func duration(_ text: String) throws(FieldErrorReason) -> Int {
        let minutes = try minutes(text)
        guard (5...MeetupTerms.longestDuration).contains(minutes) else { throw .duration }
        return minutes
    }

    package static func lineOrNothing(_ text: String) throws(FieldErrorReason) -> String {
        text.trimmed.isEmpty ? "" : try line(text, maximum: 120)
    }
}
