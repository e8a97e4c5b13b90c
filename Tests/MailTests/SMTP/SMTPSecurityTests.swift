import Mail
import Testing

@Suite(.serialized) struct SMTPSecurityTests {
    init() throws {
        try SMTPWorker.prepareProcess()
    }

    @Test(arguments: [SMTPSettings.Security.starttls, .smtps])
    func `an encrypted connection carries several messages`(security: SMTPSettings.Security) async throws {
        let certificate = try await Certificate()
        let server = try await FaultServer(
            ["EXTENSIONS": "STARTTLS"],
            certificate: certificate.path,
            smtps: security == .smtps
        )
        var settings = server.settings
        settings.security = security
        settings.caFile = certificate.path
        let worker = try SMTPWorker(settings)
        for _ in 1...2 {
            #expect(try await worker.sendSample().outcome == "sent 250")
        }
        await worker.disconnect()
        #expect(try await server.wait(for: "closed").count { $0.hasPrefix("connection") } == 1)
    }

    @Test(arguments: [SMTPSettings.Security.starttls, .smtps])
    func `an untrusted certificate ends the connection`(security: SMTPSettings.Security) async throws {
        let certificate = try await Certificate()
        let server = try await FaultServer(
            ["EXTENSIONS": "STARTTLS"],
            certificate: certificate.path,
            smtps: security == .smtps
        )
        var settings = server.settings
        settings.security = security
        let delivery = try await SMTPWorker(settings).sendSample()
        #expect(delivery.outcome == "relay unavailable 0")
        #expect(delivery.reply.text.contains("certificate"))
    }

    @Test func `a certificate for another name ends the connection`() async throws {
        let certificate = try await Certificate()
        let server = try await FaultServer(["EXTENSIONS": "STARTTLS"], certificate: certificate.path)
        var settings = SMTPSettings(host: "localhost", port: server.settings.port)
        settings.caFile = certificate.path
        #expect(try await SMTPWorker(settings).sendSample().outcome == "relay unavailable 0")
    }

    @Test(arguments: [
        (["EXTENSIONS": "SIZE 1000"], "relay unavailable 0"),
        (["EHLO": "502 5.5.1 no", "HELO": "250 fault.example"], "relay unavailable 502"),
        (["EXTENSIONS": "STARTTLS", "STARTTLS": "454 4.7.0 not now"], "relay unavailable 454"),
    ])
    func `nothing is sent without encryption if encryption is required`(
        rules: FaultServer.Rules,
        outcome: String
    ) async throws {
        let server = try await FaultServer(rules)
        var settings = server.settings
        settings.security = .starttls
        #expect(try await SMTPWorker(settings).sendSample().outcome == outcome)
        #expect(try await server.wait(for: "closed").contains { $0.hasPrefix("command MAIL") } == false)
    }

    @Test(arguments: [
        (["EXTENSIONS": "AUTH PLAIN"], ["sent 250", "sent 250"]),
        (["EXTENSIONS": "AUTH PLAIN", "AUTH": "535 5.7.8 wrong"], ["relay unavailable 535", "relay unavailable 535"]),
        (["EXTENSIONS": "AUTH PLAIN", "AUTH": "454 4.7.0 later"], ["relay unavailable 454", "relay unavailable 454"]),
        (["EXTENSIONS": "AUTH OTHER"], ["relay unavailable 0", "relay unavailable 0"]),
        (["EXTENSIONS": "SIZE 1000"], ["relay unavailable 0", "relay unavailable 0"]),
        (["EHLO": "502 no", "HELO": "250 fault.example"], ["relay unavailable 0", "relay unavailable 0"]),
        (["RCPT": "550 relaying denied"], ["relay unavailable 0", "relay unavailable 0"]),
    ])
    func `a configured login is used or nothing is sent`(
        rules: FaultServer.Rules,
        outcomes: [String]
    ) async throws {
        let server = try await FaultServer(rules)
        var settings = server.settings
        settings.login = SMTPSettings.Login(user: "hop", password: "secret")
        let worker = try SMTPWorker(settings)
        for outcome in outcomes {
            #expect(try await worker.sendSample().outcome == outcome)
        }
        await worker.disconnect()
        let isSent = outcomes.contains("sent 250")
        #expect(try await server.wait(for: "closed").contains { $0.hasPrefix("message") } == isSent)
    }

    @Test func `a password does not get into a log`() {
        var settings = SMTPSettings(host: "mail.example", port: 587)
        settings.login = SMTPSettings.Login(user: "hop", password: "secret")
        #expect(!"\(settings)".contains("secret"))
        #expect(!String(reflecting: settings).contains("secret"))
    }

    @Test(arguments: ["", "a b", "a/b", "a@b", "a:z", "a\r\nb", "é.example"])
    func `an invalid host is refused at the start`(host: String) {
        #expect(throws: MailError.invalidSetting("host")) { try SMTPWorker(SMTPSettings(host: host, port: 25)) }
        var settings = SMTPSettings(host: "::1", port: 25)
        settings.heloName = host
        #expect(throws: MailError.invalidSetting("heloName")) { try SMTPWorker(settings) }
    }
}
