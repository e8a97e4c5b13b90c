import ArgumentParser
import Domain

struct MailList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the letters that are not sent, and why."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Flag(help: "Lists those too that were sent or withdrawn.")
    var all = false

    @Option(help: "Only letters of this kind, such as reminder.")
    var kind: LetterKind?

    @Option(help: "Only letters in this state, such as dead.")
    var state: LetterState?

    func run() throws {
        try configuration.printLetters(at: path)
    }

    var path: String {
        let wishes = [all ? "all=true" : nil, kind.map { "kind=\($0.word)" }, state.map { "state=\($0.rawValue)" }]
        let query = wishes.compactMap(\.self).joined(separator: "&")
        return query.isEmpty ? "/letters" : "/letters?\(query)"
    }
}

struct MailShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows all that is known of a letter, with its reader's address."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Argument(help: "The letter's id.")
    var id: LetterArgument

    func run() throws {
        try configuration.withDaemon { client throws(ControlError) in
            let letter = try client.get("/letters/\(id.text)", as: LetterDetail.self)
            print(TextTable(rows: letter.rows).text, terminator: "")
        }
    }
}

struct MailRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Sends a letter once more that is dead, uncertain, suppressed or expired, if it still makes sense."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Argument(help: "The letter's id.")
    var id: LetterArgument

    func run() throws {
        try configuration.withDaemon { client throws(ControlError) in try client.post("/letters/\(id.text)/retry") }
    }
}

struct MailDrop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Withdraws a letter that is not sent yet."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Argument(help: "The letter's id.")
    var id: LetterArgument

    func run() throws {
        try configuration.withDaemon { client throws(ControlError) in try client.post("/letters/\(id.text)/drop") }
    }
}

struct MailReminders: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reminders", abstract: "Lists what became of every reminder of a meetup, and why there is none."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Argument(help: "The meetup's id.")
    var meetup: LetterArgument

    func run() throws {
        try configuration.withDaemon { client throws(ControlError) in
            let entries = try client.get("/meetups/\(meetup.text)/reminders", as: ReminderEntries.self).reminders
            print(TextTable(rows: [ReminderEntries.Entry.heads] + entries.map(\.cells)).text, terminator: "")
        }
    }
}

/// An id as it stands in a path.
struct LetterArgument: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        guard let id = Identifier<Self>(parsing: argument) else { return nil }
        text = id.text
    }
}

extension LetterKind: ExpressibleByArgument {
    public init?(argument: String) {
        // The parser says that the value is invalid, and which there are.
        guard let kind = try? LetterKind(parsing: argument) else { return nil }
        self = kind
    }

    public static var allValueStrings: [String] { allCases.map(\.word) }
}

extension LetterState: ExpressibleByArgument {}

extension LetterDetail {
    /// What there is to say, in order.
    var rows: [[String]] {
        let rows: [(String, String?)] = [
            ("ID", id), ("KIND", kind), ("STATE", state), ("RECIPIENT", recipient), ("MEETUP", meetup), ("RSVP", rsvp),
            ("DUE", due), ("QUEUED", queued), ("DEADLINE", deadline), ("TRIES", String(attempts)), ("NEXT", next),
            ("LEASED BY", leaseOwner), ("LEASED UNTIL", leaseUntil), ("SETTLED", settled),
            ("MAY HAVE ARRIVED", mayHaveArrived ? "yes" : nil), ("LAST ANSWER", answer), ("QUEUE ID", queueID),
        ]
        return rows.compactMap { name, value in value.map { [name, $0] } }
    }
}

extension ReminderEntries.Entry {
    static let heads = ["DUE", "BEFORE", "GUEST", "OUTCOME", "AT", "REASON"]

    var cells: [String] {
        let before = offset % 1440 == 0 ? "\(offset / 1440)d" : offset % 60 == 0 ? "\(offset / 60)h" : "\(offset)m"
        return [due, before, name, outcome, at ?? "-", reason ?? "-"]
    }
}
