import Domain
import Foundation
import Hopdrink
import Logging

/// All that a configuration file says. What it leaves out keeps the value given here.
struct Settings: Sendable {
    var listen = ListenAddress.standard
    /// How the world reaches us; the base of every address in pages and letters.
    var baseURL: BaseURL
    var database: DatabaseSettings
    var postgres: ServerSettings
    /// The path of the socket through which the other commands reach the daemon.
    var controlSocket: String
    /// The folder of the pages' and letters' templates.
    var templates: String
    /// How far ahead meetups are made.
    var windowInWeeks = 26
    var rsvps = RSVPSettings()
    /// How many seconds a person takes for a form at least.
    var minSeconds = AbuseSettings().minSeconds
    var limits = AbuseSettings.Limits()
    var proxies = TrustedProxies()
    var mail: MailSettings
    /// Folders of time zones to compare with those that are used.
    var newerZoneData: [String] = []
    var logLevel = Logger.Level.info
    var network = Network(cities: [])
    /// The same for two files that describe the same network; empty where no other daemon can ask for it.
    var networkFingerprint = ""
    /// Who runs the network; all have an address.
    var administrators: [Contact] = []
    /// Cities that people ask for.
    var cityRequests = CityRequestSettings()
}

extension Settings {
    init(defaultsIn environment: ProcessEnvironment) throws(FieldErrorReason) {
        baseURL = try BaseURL(parsing: "http://\(ListenAddress.standard)")
        database = .sqlite("\(environment.stateFolder)/hopdrink.sqlite")
        postgres = ServerSettings(defaultsIn: environment)
        controlSocket = Self.controlSocket(beside: database, in: environment)
        templates = environment.exists("templates") ? "templates" : "/usr/share/hopdrink/templates"
        mail = try MailSettings(defaultsIn: environment)
    }

    /// Understands what was written, or throws every fault in it.
    init(reading written: RawInput, in environment: ProcessEnvironment) throws(ValidationErrors) {
        do throws(FieldErrorReason) {
            try self.init(defaultsIn: environment)
        } catch {
            throw ValidationErrors([FieldError("", error)])
        }
        var fields = InputDecoder(written)
        fields.take("listen", ListenAddress.init(parsing:), into: &listen)
        readBaseURL(&fields)
        fields.take("database", DatabaseSettings.init(parsing:), into: &database)
        postgres.read(&fields)
        controlSocket = Self.controlSocket(beside: database, in: environment)
        fields.take("control_socket", TextParser.socketPath, into: &controlSocket)
        fields.take("templates", TextParser.path, into: &templates)
        fields.take("window_weeks", TextParser.number(in: 6...156), into: &windowInWeeks)
        rsvps = RSVPSettings(reading: &fields, defaults: rsvps)
        readAbuse(&fields)
        mail.read(&fields, in: environment)
        newerZoneData = fields.list("newer_zone_data", TextParser.path) ?? newerZoneData
        fields.take("log_level", TextParser.logLevel, into: &logLevel)
        administrators = fields.list("administrators", TextParser.administrator) ?? administrators
        cityRequests.read(&fields)
        network = Network(reading: &fields, zones: .system)
        if database.isShared { networkFingerprint = (written.field("cities")?.canonicalText ?? "").contentHash }
        try fields.finish()
    }

    private mutating func readBaseURL(_ fields: inout InputDecoder) {
        guard !fields.has("base_url") else {
            fields.take("base_url", BaseURL.init(parsing:), into: &baseURL)
            return
        }
        do throws(FieldErrorReason) {
            guard !listen.isWildcard else { throw .format("must be given where `listen` does not name one address") }
            baseURL = try BaseURL(parsing: "http://\(listen)")
        } catch {
            fields.report("base_url", error)
        }
    }

    private static func controlSocket(
        beside database: DatabaseSettings, in environment: ProcessEnvironment
    ) -> String {
        let folder = environment.runtimeFolder ?? database.folder ?? environment.stateFolder
        return folder.isEmpty ? "hopdrink.sock" : "\(folder)/hopdrink.sock"
    }
}

extension RSVPSettings {
    fileprivate init(reading fields: inout InputDecoder, defaults: RSVPSettings) {
        guard var group = fields.group("rsvps") else {
            self = defaults
            return
        }
        let reservation = group.optional("reservation", TextParser.seconds) ?? defaults.reservation
        let notBeforeReservation: Parser<TimeInterval> = { (text) throws(FieldErrorReason) in
            let seconds = try TextParser.seconds(text)
            guard seconds >= reservation else { throw .format("must not be shorter than `rsvps.reservation`") }
            return seconds
        }
        let eraseAfter = group.optional("erase_after", notBeforeReservation) ?? max(reservation, defaults.eraseAfter)
        let share = ReservedShare(
            inAll: group.optional("reserved_share", TextParser.number(in: 0...100)) ?? defaults.share.inAll,
            ofClient: group.optional("client_share", TextParser.number(in: 0...100)) ?? defaults.share.ofClient
        )
        self.init(reservation: reservation, eraseAfter: eraseAfter, share: share)
        group.closeUnknown()
        fields.absorb(group.errors)
    }
}

extension InputDecoder {
    /// Replaces a default by what was written, if something was.
    mutating func take<Value>(_ field: String, _ parse: Parser<Value>, into value: inout Value) {
        value = optional(field, parse) ?? value
    }
}
