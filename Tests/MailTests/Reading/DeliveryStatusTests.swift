import Testing

@testable import Mail

@Suite struct DeliveryStatusTests {
    private static let postfix = """
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org
        X-Postfix-Queue-ID: 4XyZ
        X-Postfix-Sender: rfc822; bounce+t0ken@hopdrink.example
        Arrival-Date: Tue,  1 Dec 2026 10:15:00 +0100 (CET)

        Final-Recipient: rfc822; zoe@example.org
        Original-Recipient: rfc822;Zoe@example.org
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mail.example.org
        Diagnostic-Code: smtp; 550 5.1.1 <zoe@example.org>: Recipient address rejected:
            User unknown in virtual mailbox table

        """

    @Test func `a delivery failure of Postfix is parsed`() throws {
        let status = try #require(try Self.status(MailSample.notice, Self.postfix, MailSample.returned))
        #expect(status.returnedMessageID == "m1@hopdrink.example")
        let recipient = try #require(status.recipients.first)
        #expect(status.recipients.count == 1)
        #expect(recipient.finalRecipient == "zoe@example.org")
        #expect(recipient.originalRecipient == "Zoe@example.org")
        #expect(recipient.action == .failed)
        #expect(recipient.status == EnhancedStatus("5.1.1"))
        let said = "550 5.1.1 <zoe@example.org>: Recipient address rejected: User unknown in virtual mailbox table"
        #expect(recipient.diagnostic == said)
        #expect(recipient.outcome == .failed(permanently: true) && recipient.isAddressBad)
    }

    @Test func `the reason in Exim's report is found in the quoted response`() throws {
        let exim = """
            Content-type: message/delivery-status

            Reporting-MTA: dns; exim.example.org

            Action: failed
            Final-Recipient: rfc822;zoe@example.org
            Status: 5.0.0
            Remote-MTA: dns; mail.example.org
            Diagnostic-Code: smtp; 550-5.1.1 The account does not exist.\n 550 5.1.1 Really.

            """
        let headers = "Content-type: text/rfc822-headers\n\nSubject: Hello\nMessage-ID:\n <m1@hopdrink.example>\n"
        let status = try #require(try Self.status(MailSample.notice, exim, headers))
        #expect(status.returnedMessageID == "m1@hopdrink.example")
        #expect(status.recipients.map(\.status) == [EnhancedStatus("5.0.0")])
        #expect(status.recipients.map(\.isAddressBad) == [true])
    }

    @Test func `a delivery failure of Exchange is parsed, also with several recipients`() throws {
        let exchange = """
            Content-Type: message/delivery-status

            Reporting-MTA: dns;AM0PR01MB0001.eurprd01.prod.example
            Received-From-MTA: dns;mx.hopdrink.example
            Arrival-Date: Tue, 1 Dec 2026 09:15:00 +0000

            Final-Recipient: rfc822;zoe@example.org
            Action: failed
            Status: 5.1.10
            Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
            X-Display-Name: Zoe

            Final-Recipient: rfc822;yann@example.org
            Action: failed
            Status: 5.2.2
            Diagnostic-Code: smtp;554 5.2.2 mailbox full

            """
        let status = try #require(try Self.status(MailSample.notice, exchange, MailSample.returned))
        #expect(status.recipients.map(\.finalRecipient) == ["zoe@example.org", "yann@example.org"])
        #expect(status.recipients.map(\.isAddressBad) == [true, false])
        #expect(status.recipients.map(\.outcome) == [.failed(permanently: true), .failed(permanently: true)])
    }

    @Test func `a report without a report type is parsed`() throws {
        let bytes = MailSample.report(type: "", MailSample.notice, Self.postfix, MailSample.returned)
        let message = try ReceivedMessage(reading: bytes)
        #expect(message.deliveryStatus?.recipients.first?.isAddressBad == true)
        #expect(message.returnPath == "" && message.autoSubmitted == "auto-replied")
        #expect(message.recipients == ["bounce+t0ken@hopdrink.example"])
    }

    @Test func `a delay is not a failure`() throws {
        let delayed = Self.postfix.replacing("Action: failed", with: "Action: delayed")
            .replacing("Status: 5.1.1", with: "Status: 4.4.1\nWill-Retry-Until: Sun, 6 Dec 2026 10:15:00 +0100")
        let recipient = try #require(try Self.status(MailSample.notice, delayed)?.recipients.first)
        #expect(recipient.outcome == .delayed && !recipient.isAddressBad)
        #expect(try Self.status(MailSample.notice, delayed)?.returnedMessageID == nil)
    }

    @Test func `an out-of-office reply is not a report`() throws {
        let message = try ReceivedMessageTests.message(
            """
            Return-Path: <>
            From: zoe@example.org
            Subject: Absence
            Auto-Submitted: auto-replied
            X-Auto-Response-Suppress: All
            Content-Type: text/plain; charset=utf-8

            Je suis absente. Status: 5.1.1
            """)
        #expect(message.deliveryStatus == nil)
        #expect(message.autoSubmitted == "auto-replied")
    }

    @Test func `a report without a status is ignored, and so is a status without a report`() throws {
        let claimed = MailSample.report(MailSample.notice, MailSample.returned)
        #expect(try ReceivedMessage(reading: claimed).deliveryStatus == nil)
        let loose = String(decoding: MailSample.report(Self.postfix), as: UTF8.self)
            .replacing("multipart/report; report-type=delivery-status", with: "multipart/mixed")
        #expect(try ReceivedMessage(reading: Array(loose.utf8)).deliveryStatus == nil)
    }

    @Test(arguments: [
        ("failed", "5.1.1", DeliveryStatus.Outcome.failed(permanently: true), true),
        ("Failed (bad destination)", "5.7.1", .failed(permanently: true), false),
        ("failed", "4.4.7", .failed(permanently: false), false), ("failed", "", .failed(permanently: false), false),
        ("delayed", "5.1.1", .delayed, false), ("delivered", "2.0.0", .delivered, false),
        ("relayed", "2.0.0", .delivered, false), ("expanded", "2.0.0", .delivered, false),
        ("", "5.1.1", .unknown, false),
        ("exploded", "5.1.1", .unknown, false), ("failed", "5.1.6 (moved)", .failed(permanently: true), true),
        ("failed", "5.1.4", .failed(permanently: true), false), ("failed", "5.1", .failed(permanently: false), false),
    ])
    func `action and status decide the outcome, and whether the address is bad`(
        action: String, code: String, outcome: DeliveryStatus.Outcome, isAddressBad: Bool
    ) throws {
        let part = "Final-Recipient: rfc822; <zoe@example.org>\nAction: \(action)\nStatus: \(code)\n"
        let status = try Self.status("Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n\(part)")
        #expect(status?.recipients.map(\.outcome) == [outcome])
        #expect(status?.recipients.map(\.isAddressBad) == [isAddressBad])
        #expect(status?.recipients.map(\.finalRecipient) == ["zoe@example.org"])
    }

    @Test(arguments: ["", "5", "5.1", "5.1.1.1", "3.1.1", "5.x.1", "5.1.", "5.1.1111", "５.1.1", "-5.1.1"])
    func `an invalid status code is nil`(text: String) {
        #expect(EnhancedStatus(text) == nil)
    }

    private static func status(_ parts: String...) throws -> DeliveryStatus? {
        let body = parts.map { "--r/1\n\($0)\n" }.joined()
        let report = String(decoding: MailSample.report(), as: UTF8.self).replacing("--r/1--", with: body + "--r/1--")
        return try ReceivedMessage(reading: MailSample.bytes(report.replacing("\r\n", with: "\n"))).deliveryStatus
    }
}
