import Foundation
import Testing

@testable import Mail

@Suite struct ReceivedMessageTests {
    private static let calendarText = MailSample.reply.replacing("\n", with: "\r\n")

    @Test func `a reply of Google is read`() throws {
        let message = try ReceivedMessage(reading: MailSample.google)
        #expect(message.messageID == "calendar-4711@calendars.example")
        #expect(message.from == "zoe@example.org")
        #expect(message.returnPath == "zoe@example.org")
        #expect(message.recipients == ["rsvp+x7@hopdrink.example"])
        #expect(message.subject == "Accepté: Apéro à la cave @ jeu. 10 déc.")
        #expect(message.date == Date(timeIntervalSince1970: 1_796_116_500))
        #expect(message.autoSubmitted == "auto-generated")
        #expect(!message.isFromList)
        #expect(
            message.authenticationResults == [
                "mx.hopdrink.example; dkim=pass header.d=example.org; dmarc=pass (p=NONE) header.from=example.org",
                "forged.example; dmarc=pass",
            ])
        #expect(
            message.calendars == [
                ReceivedCalendar(method: "REPLY", text: Self.calendarText),
                ReceivedCalendar(method: nil, text: Self.calendarText),
            ])
        #expect(message.plainText == "Zoé a accepté cette invitation.\r\n")
        #expect(message.deliveryStatus == nil)
    }

    @Test func `a reply of Exchange is read, whatever its charsets`() throws {
        let message = try ReceivedMessage(reading: MailSample.exchange)
        #expect(message.from == "zoe@example.org")
        #expect(message.returnPath == nil)
        #expect(message.subject == "Refusé: Apéro € 5")
        #expect(message.inReplyTo == ["m1@hopdrink.example"])
        #expect(message.references == ["m1@hopdrink.example"])
        #expect(message.autoSubmitted == nil)
        #expect(message.plainText == "Désolée, €")
        #expect(message.calendars == [ReceivedCalendar(method: "REPLY", text: Self.calendarText)])
    }

    @Test(arguments: [MailSample.apple, MailSample.thunderbird])
    func `replies of Apple and Thunderbird are read`(bytes: [UInt8]) throws {
        let message = try ReceivedMessage(reading: bytes)
        #expect(message.from == "zoe@example.org")
        #expect(message.calendars.first?.method == "REPLY")
        #expect(message.calendars.allSatisfy { $0.text == Self.calendarText })
        #expect(message.recipients.map { $0.lowercased() } == ["rsvp+x7@hopdrink.example"])
        #expect(message.plainText?.hasPrefix("Zoé") == true)
    }

    @Test func `recipients named by the mail system come first, and none is listed twice`() throws {
        let message = try Self.message(
            """
            Cc: F <f@x.example>, g@x.example
            To: D <d@x.example>, Group: e@x.example, "odd one"@x.example, é@x.example;, A@x.example
            Envelope-To: c@x.example
            X-Original-To: b@x.example
            Delivered-To: a@x.example
            """)
        #expect(message.recipients == ["a", "b", "c", "d", "e", "f", "g"].map { "\($0)@x.example" })
    }

    @Test(arguments: [
        ("Return-Path: <>", ""), ("Return-Path:   <>  ", ""), ("Return-Path: <a@b.example>", "a@b.example"),
        ("Return-Path: a@b.example", "a@b.example"), ("X: y", nil), ("Return-Path: <a b@c>", nil),
        ("Return-Path:", nil),
    ])
    func `an empty sender differs from a missing one`(field: String, returnPath: String?) throws {
        #expect(try Self.message(field).returnPath == returnPath)
    }

    @Test(arguments: [
        ("Auto-Submitted: auto-replied (vacation)", "auto-replied"), ("Auto-Submitted: No", "no"),
        ("auto-submitted: Auto-Generated; x=y", "auto-generated"), ("X: y", nil),
    ])
    func `an automatic reply is recognised`(field: String, keyword: String?) throws {
        #expect(try Self.message(field).autoSubmitted == keyword)
    }

    @Test(arguments: [
        ("List-Id: <tours.hopdrink.example>", true), ("Precedence: Bulk", true), ("Precedence: list", true),
        ("Precedence: first-class", false), ("X: y", false),
    ])
    func `a message from a mailing list is recognised`(field: String, isFromList: Bool) throws {
        #expect(try Self.message(field).isFromList == isFromList)
    }

    @Test(arguments: [
        ("From: a@b.example, c@d.example", "a@b.example"), ("From: \"a@evil.example\" <b@c.example>", "b@c.example"),
        ("From: =?utf-8?q?x=40evil.example?= <b@c.example>", "b@c.example"), ("From: nobody", nil),
        ("From: Zoe <zoe@[192.0.2.1]>, c@d.example", nil), ("From: undisclosed:;", nil), ("From:", nil),
        ("From: a@b.example\nFrom: c@d.example", "a@b.example"),
    ])
    func `the author is the first mailbox, or nil`(field: String, from: String?) throws {
        #expect(try Self.message(field).from == from)
    }

    @Test func `hidden line breaks and control characters are removed from a subject`() throws {
        let message = try Self.message("Subject: =?utf-8?q?a=0D=0ABcc:_b=00c?= =?utf-8?b?4oCuZA==?=")
        #expect(message.subject.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
        #expect(message.subject.hasPrefix("a Bcc: b"))
    }

    @Test func `a forwarded reply is not a reply`() throws {
        let message = try Self.message(
            """
            Content-Type: multipart/mixed; boundary=f

            --f
            Content-Type: message/rfc822

            Content-Type: text/calendar; method=REPLY

            \(MailSample.reply)
            --f--
            """)
        #expect(message.calendars == [])
    }

    @Test(arguments: [
        ("utf-16", "/v8AQgBFAEcASQBO"), ("utf-8", "77u/QkVHSU4="), ("x-unknown", "QkVHSU4="), ("", "QkVHSU4="),
    ])
    func `a calendar is decoded from any charset`(charset: String, encoded: String) throws {
        let message = try Self.message(
            "Content-Type: text/calendar; charset=\"\(charset)\"\nContent-Transfer-Encoding: base64\n\n\(encoded)")
        #expect(message.calendars == [ReceivedCalendar(method: nil, text: "BEGIN")])
    }

    @Test func `long text is cut between characters`() throws {
        let text = String(repeating: "é", count: 60_001)
        let kept = try #require(try Self.message("Content-Type: text/plain; charset=utf-8\n\n\(text)").plainText)
        #expect(kept.utf8.count == 100_000 && kept.allSatisfy { $0 == "é" })
    }

    static func message(_ text: String) throws -> ReceivedMessage {
        try ReceivedMessage(reading: MailSample.bytes(text + "\n\n"))
    }
}
