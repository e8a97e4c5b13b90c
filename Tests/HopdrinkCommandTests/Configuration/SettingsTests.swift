import Domain
import Hopdrink
import Logging
import Testing

@testable import HopdrinkCommand

@Suite struct SettingsTests {
    @Test func `a missing setting keeps its default`() throws {
        let settings = try Settings(yaml: "cities: []")
        #expect(settings.listen == .standard)
        #expect(settings.baseURL.text == "http://127.0.0.1:8080")
        #expect(settings.database == .sqlite("var/hopdrink.sqlite"))
        #expect(settings.controlSocket == "var/hopdrink.sock")
        #expect(settings.templates == "/usr/share/hopdrink/templates")
        #expect(settings.windowInWeeks == 26)
        #expect([settings.rsvps.reservation, settings.rsvps.eraseAfter] == [2 * 3600, 48 * 3600])
        #expect(settings.mail.transport == .maildir("var/mail"))
        #expect(settings.logLevel == .info)
    }

    @Test func `under systemd the defaults use the folders that systemd created`() throws {
        let settings = try Settings(
            defaultsIn: ProcessEnvironment(
                environment: ["STATE_DIRECTORY": "/var/lib/hopdrink:/srv/more", "RUNTIME_DIRECTORY": "/run/hopdrink"]
            ) { $0 == "templates" }
        )
        #expect(settings.database == .sqlite("/var/lib/hopdrink/hopdrink.sqlite"))
        #expect(settings.controlSocket == "/run/hopdrink/hopdrink.sock")
        #expect(settings.mail.transport == .maildir("/var/lib/hopdrink/mail"))
        #expect(settings.templates == "templates")
    }

    @Test func `every setting can be set`() throws {
        let settings = try Settings(
            yaml: """
                listen: "[::1]:80"
                base_url: https://meet.example.org/
                database: /srv/h.sqlite
                control_socket: /run/h.sock
                templates: /srv/templates
                window_weeks: 6
                rsvps: {reservation: 30m, erase_after: 30m}
                log_level: debug
                """
        )
        #expect(settings.listen == ListenAddress(host: "::1", port: 80))
        #expect(settings.baseURL.text == "https://meet.example.org")
        #expect(settings.database == .sqlite("/srv/h.sqlite"))
        #expect(settings.controlSocket == "/run/h.sock")
        #expect(settings.templates == "/srv/templates")
        #expect(settings.windowInWeeks == 6)
        #expect([settings.rsvps.reservation, settings.rsvps.eraseAfter] == [1800, 1800])
        #expect(settings.logLevel == .debug)
    }

    @Test func `the base URL follows the listen address, and the control socket follows the database`() throws {
        let settings = try Settings(yaml: "listen: localhost:9000\ndatabase: /srv/h.sqlite")
        #expect(settings.baseURL.text == "http://localhost:9000")
        #expect(settings.controlSocket == "/srv/hopdrink.sock")
        #expect(try Settings(yaml: "database: h.sqlite").controlSocket == "hopdrink.sock")
    }

    @Test(arguments: [
        ("listen: 8080", "1:9: `listen` must be a host and a port such as 127.0.0.1:8080 or [::1]:8080"),
        ("listen: [a, b]", "1:9: `listen` must be a single value"),
        (
            "base_url: meet.example.org",
            "1:11: `base_url` must be an address such as https://hopdrink.example, without a path"
        ),
        ("listen: 0.0.0.0:80", "1:1: `base_url` must be given where `listen` does not name one address"),
        ("window_weeks: 5", "1:15: `window_weeks` must be a whole number from 6 to 156"),
        ("rsvps: soon", "1:8: `rsvps` must be a group of named values"),
        ("rsvps:\n  reservation: 2", "2:16: `rsvps.reservation` must be a length of time such as 30m, 2h30m or 1d"),
        ("rsvps:\n  reservation: 3d", ""),
        (
            "rsvps:\n  reservation: 3h\n  erase_after: 2h",
            "3:16: `rsvps.erase_after` must not be shorter than `rsvps.reservation`"
        ),
        ("rsvps:\n  keep: 2h", "2:3: `rsvps.keep` is not a setting that exists here"),
        ("log_level: loud", "1:12: `log_level` must be one of trace, debug, info, notice, warning, error, critical"),
        (
            "control_socket: /\(String(repeating: "x", count: 107))",
            "1:17: `control_socket` must not be longer than 107 characters"
        ),
        ("databse: x", "1:1: `databse` is not a setting that exists here"),
        ("database: ''", "1:11: `database` is missing"),
        ("- listen", "1:1: must be a group of named values"),
        ("series:\n  - slug: abc", "1:1: `series` is not a setting that exists here"),
        ("cities: tours", "1:9: `cities` must be a list"),
    ])
    func `an error has a location and a sentence`(yaml: String, line: String) {
        #expect(faultLines(yaml) == [line].filter { !$0.isEmpty })
    }

    @Test func `errors of the network are reported with all others, in the order of the file`() {
        let yaml = """
            window_weeks: many
            cities:
              - slug: tours
                name: Tours
                country: FR
                timezone: Europe/Tours
                languages: fr
                series:
                  - slug: never
                    title: Never
                    rule: 30 february
                    time: 19:00
                    capacity: 20
                    venue: {name: Cave, address: Tours}
                    colour: red
            log_level: loud
            """
        #expect(
            faultLines(yaml) == [
                "1:15: `window_weeks` must be a whole number from 6 to 156",
                "6:15: `cities[0].timezone` is not an IANA time zone such as Europe/Paris",
                "11:15: `cities[0].series[0].rule` never occurs",
                "15:9: `cities[0].series[0].colour` is not a setting that exists here",
                "16:12: `log_level` must be one of trace, debug, info, notice, warning, error, critical",
            ]
        )
    }

    private func faultLines(_ yaml: String) -> [String] {
        do {
            _ = try Settings(yaml: yaml)
            return []
        } catch let errors as ValidationErrors {
            return ConfigurationFile(path: "").lines(of: errors).map { String($0.dropFirst()) }
        } catch {
            return ["\(error)"]
        }
    }
}

extension Settings {
    init(yaml: String, in environment: ProcessEnvironment = .bare) throws {
        try self.init(reading: try YAMLReader.read(yaml.utf8), in: environment)
    }
}

extension ProcessEnvironment {
    /// An environment without variables and files.
    static let bare = ProcessEnvironment(environment: [:]) { _ in false }
}
