import Domain
import Foundation
import Logging

/// All that a configuration file says. What it leaves out keeps the value given here.
struct Settings: Equatable, Sendable {
    var listen = ListenAddress.standard
    /// How the world reaches us; the base of every address in pages and letters.
    var baseURL: SiteAddress
    /// The path of the SQLite file.
    var database: String
    /// The path of the socket through which the other commands reach the daemon.
    var controlSocket: String
    /// The folder of the pages' and letters' templates.
    var templates: String
    /// How far ahead meetups are made.
    var windowInWeeks = 26
    var rsvps = RSVPSettings()
    var mail: MailSettings
    var logLevel = Logger.Level.info
    var network = Network(cities: [])
}

/// How long an RSVP that nobody confirmed holds its place, and when it is erased; in minutes.
struct RSVPSettings: Equatable, Sendable {
    var hold = 120
    var eraseAfter = 2880
}

extension Settings {
    init(defaultsIn surroundings: Surroundings) {
        baseURL = SiteAddress(of: .standard)
        database = "\(surroundings.stateFolder)/hopdrink.sqlite"
        controlSocket = Self.controlSocket(beside: database, in: surroundings)
        templates = surroundings.exists("templates") ? "templates" : "/usr/share/hopdrink/templates"
        mail = MailSettings(defaultsIn: surroundings)
    }

    /// Understands what was written, or throws every fault in it.
    init(reading written: Written, in surroundings: Surroundings) throws(Faults) {
        self.init(defaultsIn: surroundings)
        var fields = Fields(written)
        fields.take("listen", ListenAddress.init(parsing:), into: &listen)
        readBaseURL(&fields)
        fields.take("database", Text.path, into: &database)
        controlSocket = Self.controlSocket(beside: database, in: surroundings)
        fields.take("control_socket", Text.socketPath, into: &controlSocket)
        fields.take("templates", Text.path, into: &templates)
        fields.take("window_weeks", Text.number(in: 6...156), into: &windowInWeeks)
        rsvps.read(&fields)
        mail.read(&fields, in: surroundings)
        fields.take("log_level", Text.logLevel, into: &logLevel)
        network = Network(reading: &fields)
        try fields.finish()
    }

    private mutating func readBaseURL(_ fields: inout Fields) {
        baseURL = SiteAddress(of: listen)
        if listen.isWildcard, !fields.has("base_url") {
            fields.report("base_url", .format("must be given where `listen` does not name one address"))
        }
        fields.take("base_url", SiteAddress.init(parsing:), into: &baseURL)
    }

    private static func controlSocket(beside database: String, in surroundings: Surroundings) -> String {
        let folder = surroundings.runtimeFolder ?? (database as NSString).deletingLastPathComponent
        return folder.isEmpty ? "hopdrink.sock" : "\(folder)/hopdrink.sock"
    }
}

extension RSVPSettings {
    fileprivate mutating func read(_ fields: inout Fields) {
        guard var group = fields.group("rsvps") else { return }
        group.take("hold", Text.minutes, into: &hold)
        let hold = hold
        let notBeforeHold: Reader<Int> = { (text) throws(Problem) in
            let minutes = try Text.minutes(text)
            guard minutes >= hold else { throw .format("must not be shorter than `rsvps.hold`") }
            return minutes
        }
        group.take("erase_after", notBeforeHold, into: &eraseAfter)
        group.closeUnknown()
        fields.absorb(group.faults)
    }
}

extension Fields {
    /// Replaces a default by what was written, if something was.
    mutating func take<Value>(_ field: String, _ parse: Reader<Value>, into value: inout Value) {
        value = optional(field, parse) ?? value
    }
}
