import Foundation
import Synchronization
import Testing

@testable import Mail

@Suite(.serialized) struct SMTPProbeTests {
    init() throws {
        try SMTPWorker.prepareProcess()
    }

    private final class Transcript: Sendable {
        private let list = Mutex<[SMTPLine]>([])
        var lines: [SMTPLine] { list.withLock(\.self) }
        @Sendable func add(_ line: SMTPLine) { list.withLock { $0.append(line) } }
    }

    @Test func `every line of both sides and the server's address are reported`() async throws {
        let server = try await FaultServer(["EXTENSIONS": "SIZE 1000"])
        let transcript = Transcript()
        let probe = SMTPProbe(server.settings, listener: transcript.add)
        let outcome = try await probe.send(.sample, envelope: .sample)
        #expect(outcome.obstacle == nil && outcome.delivery.outcome == "sent 250")
        var lines = transcript.lines
        guard case .note(let place) = lines.removeFirst() else { throw Missing() }
        #expect(place.hasPrefix("Connected to 127.0.0.1"))
        #expect(
            lines == [
                .theirs("220 fault.example ESMTP"), .ours("EHLO hop.example"), .theirs("250-fault.example"),
                .theirs("250 SIZE 1000"),
                .ours("MAIL FROM:<bounce@hop.example> SIZE=\(try EncodedMessage.sample.bytes.count)"),
                .theirs("250 2.1.0 Ok"), .ours("RCPT TO:<guest@example.net>"), .theirs("250 2.1.5 Ok"), .ours("DATA"),
                .theirs("354 go on"), .theirs("250 2.0.0 Ok: queued as Q1"),
            ]
        )
        #expect(try await server.wait(for: "closed").contains("command QUIT"))
    }

    @Test func `greeting a relay logs in and sends no message`() async throws {
        let server = try await FaultServer(["EXTENSIONS": "AUTH PLAIN"])
        var settings = server.settings
        settings.login = SMTPSettings.Login(user: "hop", password: "geheim")
        let outcome = try await SMTPProbe(settings).greet()
        #expect(outcome.obstacle == nil)
        let seen = try await server.wait(for: "closed")
        #expect(seen.contains("command NOOP") && seen.contains { $0.hasPrefix("command AUTH") })
        #expect(!seen.contains { $0.hasPrefix("command MAIL") })
    }

    @Test(arguments: ["AUTH PLAIN", "AUTH LOGIN"])
    func `no password is reported, not even by a relay that repeats it`(mechanism: String) async throws {
        let refusal = "535 5.7.8 geheim is wrong, and so is \(Data("geheim".utf8).base64EncodedString())"
        let server = try await FaultServer(["EXTENSIONS": mechanism, "AUTH": refusal])
        var settings = server.settings
        settings.login = SMTPSettings.Login(user: "hop", password: "geheim")
        let transcript = Transcript()
        let outcome = try await SMTPProbe(settings, listener: transcript.add).greet()
        #expect(outcome.obstacle == .login && !outcome.delivery.reply.text.contains("geheim"))
        #expect(transcript.lines.contains(.ours("***")) && transcript.lines.contains(.ours(mechanism)))
        #expect(transcript.lines.contains(.theirs("535 5.7.8 *** is wrong, and so is ***")))
    }

    @Test(
        arguments: [
            (["GREETING": "554 5.7.1 go away"], .greeting, 554), (["EHLO": "502 no"], .hello, 502),
            (["MAIL": "550 5.7.1 not you"], .sender, 550), (["RCPT": "550 5.1.1 nobody"], .recipient, 550),
            (["DATA": "451 4.3.0 later"], .data, 451), (["DATA": "close"], .data, 0),
            (["END": "554 5.7.1 spam"], .end, 554), (["END": "close"], .end, 0),
        ] as [(FaultServer.Rules, SMTPProbe.Obstacle, Int)])
    func `the failed step is reported`(rules: FaultServer.Rules, obstacle: SMTPProbe.Obstacle, code: Int) async throws {
        let server = try await FaultServer(rules)
        let outcome = try await SMTPProbe(server.settings).send(.sample, envelope: .sample)
        #expect(outcome.obstacle == obstacle)
        #expect(outcome.delivery.reply.code == code)
    }

    @Test(arguments: ["SIZE 1000", "AUTH OTHER"])
    func `a configured login that is not offered is an obstacle`(extensions: String) async throws {
        let server = try await FaultServer(["EXTENSIONS": extensions])
        var settings = server.settings
        settings.login = SMTPSettings.Login(user: "hop", password: "geheim")
        #expect(try await SMTPProbe(settings).greet().obstacle == .noLogin)
    }

    @Test func `encryption is reported, and an untrusted certificate is an obstacle`() async throws {
        let certificate = try await Certificate()
        let server = try await FaultServer(["EXTENSIONS": "STARTTLS"], certificate: certificate.path)
        var settings = server.settings
        settings.security = .starttls
        #expect(try await SMTPProbe(settings).greet().obstacle == .encryption)
        settings.caFile = certificate.path
        let transcript = Transcript()
        #expect(try await SMTPProbe(settings, listener: transcript.add).greet().obstacle == nil)
        let notes = transcript.lines.compactMap { line in
            if case .note(let text) = line { text } else { nil }
        }
        for start in ["SSL connection using TLSv1", "subject: CN=fault.example", "issuer: CN=fault.example"] {
            #expect(notes.contains { $0.hasPrefix(start) }, "\(start)")
        }
    }

    @Test func `an unreachable relay is an obstacle`() async throws {
        var settings = SMTPSettings(host: "127.0.0.1", port: 1)
        settings.security = .none
        #expect(try await SMTPProbe(settings).greet().obstacle == .unreachable)
    }

    private struct Missing: Error {}
}
