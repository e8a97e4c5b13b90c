import Domain
import Foundation
import Hopdrink
import Logging

/// All settings of a configuration file. A setting that the file omits keeps its default.
struct Settings: Sendable {
    var listen = ListenAddress.standard
    /// The public URL of the site. All URLs in pages and emails begin with it.
    var baseURL: BaseURL
    var database: DatabaseSettings
    var postgres: ServerSettings
    /// The path of the socket by which the other commands reach the daemon.
    var controlSocket: String
    /// The folder of the templates for pages and emails.
    var templates: String
    /// The number of weeks ahead for which meetups are generated.
    var windowInWeeks = 26
    var rsvps = RSVPSettings()
    /// The min number of seconds that a person needs for a form.
    var minSeconds = AbuseSettings().minSeconds
    var limits = AbuseSettings.Limits()
    var proxies = TrustedProxies()
    var mail: MailSettings
    /// Folders of time zone data to compare with the data in use.
    var newerZoneData: [String] = []
    var logLevel = Logger.Level.info
    var network = Network(cities: [])
    /// Equal for two files that describe the same network. Empty if no other daemon can use the database.
    var networkFingerprint = ""
    /// The people who run the network. Each of them has an email address.
    var administrators: [Contact] = []
    /// The settings for city requests.
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

    /// Converts the raw input to settings. Throws all errors in it.
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
    /// Replaces a default by the value of a field, if the field is present.
    mutating func take<Value>(_ field: String, _ parse: Parser<Value>, into value: inout Value) {
        value = optional(field, parse) ?? value
    }
}

extension Settings {
    /// Reads the groups `guard` and `limits`, and `trusted_proxies`.
    mutating func readAbuse(_ fields: inout InputDecoder) {
        if var group = fields.group("guard") {
            group.take("min_seconds", TextParser.number(in: 0...60), into: &minSeconds)
            group.closeUnknown()
            fields.absorb(group.errors)
        }
        if var group = fields.group("limits") {
            group.take("address_prefix", Rate.orNo, into: &limits.addressPrefix)
            group.take("api_rsvps", Rate.orNo, into: &limits.apiRSVPs)
            group.take("email_address", Rate.orNo, into: &limits.emailAddress)
            group.take("meetup", Rate.orNo, into: &limits.meetup)
            group.take("emails", Rate.orNo, into: &limits.emails)
            group.closeUnknown()
            fields.absorb(group.errors)
        }
        if let networks = fields.list("trusted_proxies", IPNetwork.init(parsing:)) {
            proxies = TrustedProxies(networks)
        }
    }

    /// All settings of the abuse protection.
    var abuse: AbuseSettings {
        var abuse = AbuseSettings()
        (abuse.minSeconds, abuse.limits, abuse.proxies) = (minSeconds, limits, proxies)
        return abuse
    }

    var proxyCheck: ProxyCheck {
        ProxyCheck(
            isSecure: baseURL.isSecure, namesProxies: !proxies.isEmpty, limitsAddresses: limits.addressPrefix != nil
        )
    }
}

extension CityRequestSettings {
    /// Reads the group `city_requests`.
    mutating func read(_ fields: inout InputDecoder) {
        guard var group = fields.group("city_requests") else { return }
        group.take("threshold", TextParser.number(in: 1...100_000), into: &threshold)
        group.closeUnknown()
        fields.absorb(group.errors)
    }
}

extension TextParser {
    /// Parses a contact, which must have an email address.
    static func administrator(_ text: String) throws(FieldErrorReason) -> Contact {
        let contact = try Contact(parsing: text)
        guard contact.address != nil else { throw .format("needs an email address, as in Ada <ada@example.org>") }
        return contact
    }
}
