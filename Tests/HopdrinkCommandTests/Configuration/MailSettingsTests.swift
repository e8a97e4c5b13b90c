import Domain
import Foundation
import Hopdrink
import Mail
import Testing

@testable import HopdrinkCommand

@Suite struct MailSettingsTests {
    @Test func `a relay needs only a host`() throws {
        let relay = try relay("host: mail.example.org")
        #expect(relay == RelaySettings(host: "mail.example.org", port: 587))
        #expect(relay?.security == .starttls)
        #expect(relay?.connections == 4)
    }

    @Test func `every setting of a relay can be set`() throws {
        let relay = try relay(
            """
            host: mail.example.org, port: 2465, security: smtps, user: u, password_file: p, ca_file: c, hello: a.b, \
            connections: 20, rate: 14, timeout: 60
            """
        )
        var all = RelaySettings(host: "mail.example.org", port: 2465, security: .smtps)
        all.login = RelaySettings.Login(user: "u", password: .file("p"))
        (all.caFile, all.hello, all.connections, all.rate) = ("c", "a.b", 20, 14)
        all.timeout = 60
        #expect(relay == all)
    }

    @Test(arguments: [("smtps", 465), ("starttls", 587), ("none", 25)])
    func `the port depends on the security`(security: String, port: Int) throws {
        #expect(try relay("host: localhost, security: \(security)")?.port == port)
    }

    @Test(arguments: ["localhost", "127.0.0.1", "127.3.2.1", "'::1'"])
    func `emails may be sent without encryption to this machine`(host: String) throws {
        #expect(try relay("host: \(host), security: none")?.security == SMTPSettings.Security.none)
    }

    @Test(arguments: ["mail.example.org", "10.0.0.1", "127.0.0.1.example.org", "127.example.org", "'::2'"])
    func `emails are never sent without encryption to another machine`(host: String) {
        let found = sentences("host: \(host), security: none")
        #expect(found.map { $0.contains("only for a relay on this machine") } == [true])
    }

    @Test func `systemd may supply the password`() throws {
        let environment = ProcessEnvironment(environment: ["CREDENTIALS_DIRECTORY": "/run/credentials/hopdrink.service"]
        ) {
            $0 == "/run/credentials/hopdrink.service/smtp-password"
        }
        let settings = try Settings(yaml: "mail: {relay: {host: mail.example.org, user: u}}", in: environment)
        let path = "/run/credentials/hopdrink.service/smtp-password"
        #expect(settings.mail.relays.map(\.login?.password) == [.file(path)])
    }

    @Test(arguments: [
        ("port: 25", "`mail.relay.host` is missing"),
        ("host: m.example.org, user: u", "`mail.relay.password_file` is missing"),
        ("host: m.example.org, password_file: p", "`mail.relay.user` is missing"),
        ("host: m.example.org, connections: 21", "`mail.relay.connections` must be a whole number from 1 to 20"),
        ("host: m.example.org, port: 0", "`mail.relay.port` must be a whole number from 1 to 65535"),
        ("host: m.example.org, security: tls", "`mail.relay.security` must be one of none, starttls, smtps"),
        ("host: m.example.org/x", "`mail.relay.host` must be a host name or an IP address"),
        ("host: m.example.org, timeout: 601", "`mail.relay.timeout` must be a whole number from 1 to 600"),
        ("host: m.example.org, rate: 0", "`mail.relay.rate` must be a whole number from 1 to 1000"),
        (
            "host: m.example.org, user: u, password_env: P",
            "`mail.relay.password_env` names an environment variable that is not set: P"
        ),
        (
            "host: m.example.org, hello: a_b",
            "`mail.relay.hello` must be the name of a machine, such as events.example.org"
        ),
        ("host: m.example.org, password: geheim", "`mail.relay.password` is not a setting that exists here"),
    ])
    func `an invalid relay is refused`(relay: String, sentence: String) {
        #expect(sentences(relay) == [sentence])
    }

    @Test func `a folder and a relay exclude each other`() {
        #expect(throws: ValidationErrors.self) {
            try Settings(yaml: "mail: {maildir: a, relay: {host: m.example.org}}")
        }
    }

    @Test(arguments: [
        ("Hopdrink <a@example.org>", "Hopdrink", "a@example.org"), ("a@example.org", nil, "a@example.org"),
        ("\"Les Verres, Tours\" <a@example.org>", "Les Verres, Tours", "a@example.org"),
        (" <a@example.org>", nil, "a@example.org"), ("A<b <a@example.org>", "A<b", "a@example.org"),
    ])
    func `a sender has an address and optionally a name`(text: String, name: String?, address: String) throws {
        let sender = try Sender(parsing: text)
        #expect(sender.name == name)
        #expect(sender.address.text == address)
    }

    @Test(arguments: ["", "Hopdrink", "Hopdrink <>", "Hopdrink <a@example.org", "a\u{7}b <a@example.org>", "<a@b>"])
    func `a sender without a valid address is refused`(text: String) {
        #expect(throws: FieldErrorReason.self) { try Sender(parsing: text) }
    }

    @Test func `a fallback relay has its own password`() throws {
        let environment = ProcessEnvironment(environment: ["CREDENTIALS_DIRECTORY": "/c", "P": "geheim"]) { path in
            path == "/c/fallback-smtp-password"
        }
        let settings = try Settings(
            yaml: """
                mail:
                  relay: {host: a.example.org, user: u, password_env: P}
                  fallback: {host: b.example.org, user: v, rate: 2}
                """,
            in: environment
        )
        let relays = settings.mail.relays
        #expect(relays.map(\.host) == ["a.example.org", "b.example.org"] && relays.map(\.name) == [.main, .fallback])
        #expect(relays.map(\.login?.password) == [.environment("P"), .file("/c/fallback-smtp-password")])
        #expect(relays.map(\.rate) == [nil, 2])
    }

    @Test func `all errors of both relays are reported together`() {
        let yaml = "mail: {relay: {port: 0, host: m}, fallback: {security: none, host: m.example.org, rate: 0}}"
        let found = sentences { try Settings(yaml: yaml) }
        #expect(
            found.map { String($0.prefix { $0 != " " }) }
                == ["`mail.relay.port`", "`mail.fallback.security`", "`mail.fallback.rate`"]
        )
    }

    @Test func `a fallback relay requires a main relay`() {
        let found = sentences { try Settings(yaml: "mail: {fallback: {host: m.example.org}}") }
        #expect(found == ["`mail.fallback` needs a `mail.relay` as well"])
    }

    @Test(arguments: [
        ("password_file: p, password_env: P", [], "password_env"),
        ("password_file: p", ["/c/smtp-password"], "password_file"),
        ("password_env: P", ["/c/smtp-password"], "password_env"),
    ])
    func `a password from two sources is refused`(written: String, files: [String], field: String) {
        let environment = ProcessEnvironment(environment: ["CREDENTIALS_DIRECTORY": "/c", "P": "geheim"]) {
            files.contains($0)
        }
        let yaml = "mail: {relay: {host: m.example.org, user: u, \(written)}}"
        let found = sentences { try Settings(yaml: yaml, in: environment) }
        #expect(found.count == 1 && found[0].hasPrefix("`mail.relay.\(field)` is one way too many"))
    }

    @Test func `a password may come from the environment`() throws {
        var relay = RelaySettings(name: .fallback, host: "mail.example.org", port: 587)
        relay.login = RelaySettings.Login(user: "u", password: .environment("P"))
        #expect(try SMTPSettings(relay, environment: ["P": "geheim"]).login?.password == "geheim")
        #expect(throws: FieldError.self) { try SMTPSettings(relay, environment: [:]) }
        #expect(throws: FieldError.self) { try SMTPSettings(relay, environment: ["P": ""]) }
    }

    @Test func `the password is the only line of its file`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("geheim\n", to: "password")
        var relay = RelaySettings(host: "mail.example.org", port: 587)
        relay.login = RelaySettings.Login(user: "u", password: .file(file))
        #expect(try SMTPSettings(relay).login?.password == "geheim")
        _ = try folder.write("two\nlines\n", to: "password")
        #expect(throws: FieldError.self) { try SMTPSettings(relay) }
        relay.login = RelaySettings.Login(user: "u", password: .file(folder.path + "/nobody"))
        #expect(throws: FieldError.self) { try SMTPSettings(relay) }
    }

    private func relay(_ text: String) throws -> RelaySettings? {
        try Settings(yaml: "mail: {relay: {\(text)}}").mail.relays.first
    }

    private func sentences(_ text: String) -> [String] {
        sentences { try relay(text) }
    }

    private func sentences<Value>(of read: () throws -> Value) -> [String] {
        do {
            _ = try read()
            return []
        } catch let errors as ValidationErrors {
            return errors.list.map { FieldError($0.field, $0.problem).sentence }
        } catch {
            return ["\(error)"]
        }
    }
}
