import Domain
import Foundation
import Hopdrink
import Mail
import Testing

@testable import HopdrinkCommand

@Suite struct MailSettingsTests {
    @Test func `a relay needs no more than a host`() throws {
        let relay = try relay("host: mail.example.org")
        #expect(relay == RelaySettings(host: "mail.example.org", port: 587))
        #expect(relay?.security == .starttls)
        #expect(relay?.connections == 4)
    }

    @Test func `everything can be said of a relay`() throws {
        let relay = try relay(
            "host: mail.example.org, port: 2465, security: smtps, user: u, password_file: p, ca_file: c, connections: 20"
        )
        let login = RelaySettings.Login(user: "u", passwordFile: "p")
        #expect(
            relay
                == RelaySettings(
                    host: "mail.example.org", port: 2465, security: .smtps, login: login, caFile: "c", connections: 20
                )
        )
    }

    @Test(arguments: [("smtps", 465), ("starttls", 587), ("none", 25)])
    func `the port follows the security`(security: String, port: Int) throws {
        #expect(try relay("host: localhost, security: \(security)")?.port == port)
    }

    @Test(arguments: ["localhost", "127.0.0.1", "127.3.2.1", "'::1'"])
    func `letters go in clear to this machine`(host: String) throws {
        #expect(try relay("host: \(host), security: none")?.security == SMTPSettings.Security.none)
    }

    @Test(arguments: ["mail.example.org", "10.0.0.1", "127.0.0.1.example.org", "127.example.org", "'::2'"])
    func `letters never go in clear to another machine`(host: String) {
        let found = sentences("host: \(host), security: none")
        #expect(found.map { $0.contains("only for a relay on this machine") } == [true])
    }

    @Test func `systemd may hand over the password`() throws {
        let surroundings = Surroundings(environment: ["CREDENTIALS_DIRECTORY": "/run/credentials/hopdrink.service"]) {
            $0 == "/run/credentials/hopdrink.service/smtp-password"
        }
        let settings = try Settings(yaml: "mail: {relay: {host: mail.example.org, user: u}}", in: surroundings)
        guard case .relay(let relay) = settings.mail.transport else { throw Missing() }
        #expect(relay.login?.passwordFile == "/run/credentials/hopdrink.service/smtp-password")
    }

    @Test(arguments: [
        ("port: 25", "`mail.relay.host` is missing"),
        ("host: m.example.org, user: u", "`mail.relay.password_file` is missing"),
        ("host: m.example.org, password_file: p", "`mail.relay.user` is missing"),
        ("host: m.example.org, connections: 21", "`mail.relay.connections` must be a whole number from 1 to 20"),
        ("host: m.example.org, port: 0", "`mail.relay.port` must be a whole number from 1 to 65535"),
        ("host: m.example.org, security: tls", "`mail.relay.security` must be one of none, starttls, smtps"),
        ("host: m.example.org/x", "`mail.relay.host` must be a host name or an IP address"),
        ("host: m.example.org, password: geheim", "`mail.relay.password` is not a setting that exists here"),
    ])
    func `a faulty relay is refused`(relay: String, sentence: String) {
        #expect(sentences(relay) == [sentence])
    }

    @Test func `letters go one way only`() {
        #expect(throws: Faults.self) { try Settings(yaml: "mail: {maildir: a, relay: {host: m.example.org}}") }
    }

    @Test(arguments: [
        ("Hopdrink <a@example.org>", "Hopdrink", "a@example.org"), ("a@example.org", nil, "a@example.org"),
        ("\"Les Verres, Tours\" <a@example.org>", "Les Verres, Tours", "a@example.org"),
        (" <a@example.org>", nil, "a@example.org"), ("A<b <a@example.org>", "A<b", "a@example.org"),
    ])
    func `a sender has an address and perhaps a name`(text: String, name: String?, address: String) throws {
        let sender = try Sender(parsing: text)
        #expect(sender.name == name)
        #expect(sender.address.text == address)
    }

    @Test(arguments: ["", "Hopdrink", "Hopdrink <>", "Hopdrink <a@example.org", "a\u{7}b <a@example.org>", "<a@b>"])
    func `a sender without a good address is refused`(text: String) {
        #expect(throws: Problem.self) { try Sender(parsing: text) }
    }

    @Test func `the password is the one line of its file`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("geheim\n", to: "password")
        var relay = RelaySettings(host: "mail.example.org", port: 587)
        relay.login = RelaySettings.Login(user: "u", passwordFile: file)
        #expect(try SMTPSettings(relay).login?.password == "geheim")
        _ = try folder.write("two\nlines\n", to: "password")
        #expect(throws: Fault.self) { try SMTPSettings(relay) }
        relay.login = RelaySettings.Login(user: "u", passwordFile: folder.path + "/nobody")
        #expect(throws: Fault.self) { try SMTPSettings(relay) }
    }

    private struct Missing: Error {}

    private func relay(_ text: String) throws -> RelaySettings? {
        guard case .relay(let relay) = try Settings(yaml: "mail: {relay: {\(text)}}").mail.transport else { return nil }
        return relay
    }

    private func sentences(_ text: String) -> [String] {
        do {
            _ = try relay(text)
            return []
        } catch let faults as Faults {
            return faults.list.map { Fault($0.field, $0.problem).sentence }
        } catch {
            return ["\(error)"]
        }
    }
}
