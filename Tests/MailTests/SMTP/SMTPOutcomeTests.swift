import Foundation
import Mail
import Testing

/// A relay's faults at each step, and the resulting outcomes.
@Suite(.serialized) struct SMTPOutcomeTests {
    init() throws {
        try SMTPWorker.prepareProcess()
    }

    typealias Row = (fault: String, rules: FaultServer.Rules, outcome: String)

    static let rows: [Row] = [
        // Before the message.
        ("nothing", [:], "sent 250"),
        ("greeting 421", ["GREETING": "421 4.3.2 busy"], "relay unavailable 421"),
        ("greeting 450", ["GREETING": "450 4.3.2 not now"], "relay unavailable 450"),
        ("greeting 554", ["GREETING": "554 5.7.1 go away"], "relay unavailable 554"),
        ("no greeting", ["GREETING": "close"], "relay unavailable 0"),
        ("EHLO not known, HELO is", ["EHLO": "502 5.5.1 no", "HELO": "250 fault.example"], "sent 250"),
        ("EHLO and HELO refused", ["EHLO": "502 5.5.1 no"], "relay unavailable 502"),
        ("lost at EHLO", ["EHLO": "close"], "relay unavailable 0"),
        // MAIL: its replies are only about us.
        ("MAIL 421", ["MAIL": "421 4.7.0 too many"], "relay unavailable 421"),
        ("MAIL 451", ["MAIL": "451 4.3.0 later"], "relay unavailable 451"),
        ("MAIL 530", ["MAIL": "530 5.7.0 Must issue a STARTTLS command first"], "relay unavailable 530"),
        ("MAIL 550", ["MAIL": "550 5.7.1 not you"], "relay unavailable 550"),
        ("MAIL 552", ["MAIL": "552 5.3.4 too big"], "refused 552"),
        ("lost at MAIL", ["MAIL": "close"], "deferred 0"),
        // RCPT: the address, or a policy.
        ("RCPT 421", ["RCPT": "421 4.7.0 closing"], "relay unavailable 421"),
        ("RCPT 450", ["RCPT": "450 4.2.1 greylisted"], "deferred 450"),
        ("RCPT 550, no such user", ["RCPT": "550 5.1.1 no such user"], "bad address 550"),
        ("RCPT 550 on two lines", ["RCPT": "550-5.1.1 no such user,\n550 5.1.1 really"], "bad address 550"),
        ("RCPT 550 without a status", ["RCPT": "550 no such user"], "bad address 550"),
        ("RCPT 550, relaying", ["RCPT": "550 relay not permitted"], "relay unavailable 550"),
        ("RCPT 550, policy", ["RCPT": "550 5.7.1 refused by policy"], "relay unavailable 550"),
        ("RCPT 552, mailbox full", ["RCPT": "552 5.2.2 mailbox full"], "refused 552"),
        ("lost at RCPT", ["RCPT": "close"], "deferred 0"),
        // DATA and the text.
        ("DATA 451", ["DATA": "451 4.3.0 later"], "deferred 451"),
        ("DATA 554", ["DATA": "554 5.5.1 no"], "relay unavailable 554"),
        ("lost at DATA", ["DATA": "close"], "deferred 0"),
        // The final dot: a reply decides, and only without a reply the outcome is unknown.
        ("dot 251", ["END": "251 taken"], "sent 251"),
        ("dot 421", ["END": "421 4.3.2 shutting down"], "deferred 421"),
        ("dot 451", ["END": "451 4.7.1 greylisted"], "deferred 451"),
        ("dot 550, address", ["END": "550 5.1.1 no such user after all"], "bad address 550"),
        ("dot 550, sender", ["END": "550 5.7.1 sender rejected"], "relay unavailable 550"),
        ("dot 550, content", ["END": "550 looks like spam"], "refused 550"),
        ("dot 554 on two lines", ["END": "554-5.6.0 first line\n554 5.6.0 second line"], "refused 554"),
        ("dot 354", ["END": "354 what now"], "ambiguous 354"),
        ("lost after the dot", ["END": "close"], "ambiguous 0"),
    ]

    @Test(arguments: rows)
    func `every fault of a relay has its outcome`(row: Row) async throws {
        let server = try await FaultServer(row.rules)
        let delivery = try await SMTPWorker(server.settings).sendSample()
        #expect(delivery.outcome == row.outcome, "\(row.fault): \(delivery)")
    }

    /// `SMTPSecurityTests` has the cases that need more than a plain connection.
    @Test func `a refused connection leaves the message untouched`() async throws {
        var settings = SMTPSettings(host: "127.0.0.1", port: 1)
        settings.security = .none
        let delivery = try await SMTPWorker(settings).sendSample()
        #expect(delivery.outcome == "relay unavailable 0")
        #expect(delivery.reply.text.contains("connect"))
    }

    /// Whether the reason arrives depends on how much of the text was already sent.
    @Test(arguments: ["drop 1000", "refuse 1000 552 5.3.4 too much"])
    func `an incomplete text has not been accepted`(fault: String) async throws {
        let server = try await FaultServer(["DATA": fault])
        let delivery = try await SMTPWorker(server.settings).send(Self.longMessage, envelope: .sample) {}
        #expect(["deferred 552", "deferred 0"].contains(delivery.outcome), "\(delivery)")
    }

    /// Larger than the buffers between us and the server.
    private static var longMessage: EncodedMessage {
        get throws { try EncodedMessage(String(repeating: "0123456789abcdef\r\n", count: 500_000)) }
    }
}
