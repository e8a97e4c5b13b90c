import ArgumentParser
import Domain

struct MailList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the emails that are not sent, and why."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Flag(help: "Also lists emails that were sent or withdrawn.")
    var all = false

    @Option(help: "Only emails of this kind, such as reminder.")
    var kind: LetterKind?

    @Option(help: "Only emails in this state, such as dead.")
    var state: LetterState?

    func run() throws {
        try configuration.printLetters(at: path)
    }

    var path: String {
        let parameters = [
            all ? "all=true" : nil, kind.map { "kind=\($0.rawValue)" }, state.map { "state=\($0.rawValue)" },
        ]
        let query = parameters.compactMap(\.self).joined(separator: "&")
        return query.isEmpty ? "/letters" : "/letters?\(query)"
    }
}

struct MailShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows everything known about an email, with its reader's address."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Argument(help: "The email's id.")
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
        abstract: "Sends emails again that are dead, uncertain, suppressed or expired, if they still make sense.",
        discussion: "Either one email by its id, or many: --state, --kind and --since narrow down which."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Flag(help: "Sends all of them again.")
    var all = false

    @Option(help: "Only emails in this state: dead, uncertain, suppressed, expired, or retry to try them now.")
    var state: LetterState?

    @Option(help: "Only emails of this kind, such as reminder.")
    var kind: LetterKind?

    @Option(
        help: ArgumentHelp("Only emails that ended since then: 2026-12-01T12:00:00Z, or 2h.", valueName: "time"))
    var since: SinceArgument?

    @Argument(help: "The id of one email.")
    var id: LetterArgument?

    private var isForMany: Bool { all || state != nil || kind != nil || since != nil }

    func validate() throws {
        if id == nil, !isForMany { throw ValidationError("Give an email's id, or --all, --state, --kind or --since.") }
        if id != nil, isForMany { throw ValidationError("An email's id can't be combined with other options.") }
        if let state, !LetterIntervention.retryable.contains(state) {
            let states = LetterIntervention.retryable.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("Emails that are \(state.rawValue) are not sent again, only these: \(states).")
        }
    }

    func run() throws {
        try configuration.withDaemon { client throws(ControlError) in
            guard let id else {
                let order = RetryOrder(all: all, state: state?.rawValue, kind: kind?.rawValue, since: since?.text)
                print(try client.post("/letters/retry", order, as: RetriedLetters.self).text, terminator: "")
                return
            }
            try client.post("/letters/\(id.text)/retry")
        }
    }
}

/// A start time, as text that the daemon interprets by its own clock.
struct SinceArgument: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        // On nil the parser reports that the value is invalid.
        guard (try? PastInstant(parsing: argument)) != nil else { return nil }
        text = argument
    }
}

extension RetriedLetters {
    /// The result for people: how many emails are sent again, and why the others are not.
    var text: String {
        let rest = [
            (outdated, "are not: their deadline has passed, or what they say is no longer true."),
            (suppressed, "are not: their addresses must not be emailed."),
            (lost, "are not: their text is no longer stored."),
        ]
        let lines =
            ["Emails that are sent again: \(retried)"]
            + rest.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return lines.map { $0 + "\n" }.joined()
    }
}

struct MailDrop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Withdraws an email that is not sent yet."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Argument(help: "The email's id.")
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

/// The id of a letter, in the form for a path.
struct LetterArgument: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        guard let id = Identifier<Self>(parsing: argument) else { return nil }
        text = id.text
    }
}

extension LetterKind: ExpressibleByArgument {
    public init?(argument: String) {
        // On nil the parser reports that the value is invalid, and lists the valid ones.
        guard let kind = try? LetterKind(parsing: argument) else { return nil }
        self = kind
    }

    public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension LetterState: ExpressibleByArgument {}

extension LetterDetail {
    /// The known facts, in order.
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

extension ConfigurationOption {
    /// Prints the letters that the running daemon lists at this path.
    func printLetters(at path: String) throws {
        try withDaemon { client throws(ControlError) in
            let letters = try client.get(path, as: Letters.self).letters
            print(TextTable(rows: [Letters.Entry.heads] + letters.map(\.cells)).text, terminator: "")
        }
    }
}

extension Letters.Entry {
    fileprivate static let heads = ["ID", "KIND", "MEETUP", "STATE", "TRIES", "NEXT", "REASON"]

    fileprivate var cells: [String] {
        [id, kind, meetup ?? "-", state, String(attempts), next ?? "-", reason ?? "-"]
    }
}
