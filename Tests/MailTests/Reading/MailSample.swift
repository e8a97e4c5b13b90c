import Foundation

/// Messages in the forms of various email programs and mail systems.
enum MailSample {
    /// Returns a message with the line ends of the wire.
    static func bytes(_ text: String) -> [UInt8] {
        Array(text.replacing("\n", with: "\r\n").utf8)
    }

    static let reply = """
        BEGIN:VCALENDAR
        METHOD:REPLY
        BEGIN:VEVENT
        UID:01k9@hopdrink.example
        ATTENDEE;PARTSTAT=ACCEPTED;CN=Zoé:mailto:zoe@example.org
        END:VEVENT
        END:VCALENDAR

        """

    static var encodedReply: String {
        Data(reply.replacing("\n", with: "\r\n").utf8).base64EncodedString(options: [.lineLength76Characters])
    }

    static var google: [UInt8] {
        bytes(
            """
            Return-Path: <zoe@example.org>
            Delivered-To: rsvp+x7@hopdrink.example
            Received: from mail.example.org (mail.example.org [192.0.2.1])
            \tby mx.hopdrink.example; Tue, 01 Dec 2026 10:15:03 +0100
            Authentication-Results: mx.hopdrink.example;
            \tdkim=pass header.d=example.org; dmarc=pass (p=NONE) header.from=example.org
            Authentication-Results: forged.example; dmarc=pass
            MIME-Version: 1.0
            Reply-To: Zoe <zoe@example.org>
            Sender: Calendar <calendar-notification@calendars.example>
            Auto-Submitted: auto-generated
            Message-ID: <calendar-4711@calendars.example>
            Date: Tue, 01 Dec 2026 09:15:00 +0000
            Subject: =?UTF-8?Q?Accept=C3=A9=3A_Ap=C3=A9ro_=C3=A0_la_cave_=40_?=
             =?UTF-8?B?amV1LiAxMCBkw6ljLg==?=
            From: =?UTF-8?Q?Zo=C3=A9_B=2E?= <zoe@example.org>
            To: rsvp+x7@hopdrink.example
            Content-Type: multipart/mixed; boundary="000000000000a1"

            --000000000000a1
            Content-Type: multipart/alternative; boundary="000000000000a2"

            --000000000000a2
            Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
            Content-Transfer-Encoding: base64

            Wm/DqSBhIGFjY2VwdMOpIGNldHRlIGludml0YXRpb24uDQo=
            --000000000000a2
            Content-Type: text/html; charset="UTF-8"
            Content-Transfer-Encoding: quoted-printable

            <p>Zo=C3=A9 a accept=C3=A9</p>
            --000000000000a2
            Content-Type: text/calendar; charset="UTF-8"; method=REPLY
            Content-Transfer-Encoding: base64

            \(encodedReply)
            --000000000000a2--

            --000000000000a1
            Content-Type: application/ics; name="invite.ics"
            Content-Disposition: attachment; filename="invite.ics"
            Content-Transfer-Encoding: base64

            \(encodedReply)
            --000000000000a1--

            """)
    }

    /// A name in raw cp1252, a subject in encoded cp1252, and no attached file.
    static var exchange: [UInt8] {
        let text = bytes(
            """
            Received: from EXCHANGE01.example.org ([192.0.2.9]) by mx.hopdrink.example; Tue, 1 Dec 2026 10:15:03 +0100
            From: Zo# <zoe@example.org>
            To: "rsvp+x7@hopdrink.example" <rsvp+x7@hopdrink.example>
            Subject: =?Windows-1252?Q?Refus=E9:_Ap=E9ro_=80_5?=
            Thread-Topic: =?Windows-1252?Q?Ap=E9ro?=
            Date: Tue, 1 Dec 2026 09:15:00 +0000
            Message-ID: <AM0PR01MB0001ABCDEF@AM0PR01MB0001.eurprd01.prod.example>
            References: <m1@hopdrink.example>
            In-Reply-To: <m1@hopdrink.example>
            Content-Language: fr-FR
            Content-Type: multipart/alternative;
            \tboundary="_000_AM0PR01MB0001_"
            MIME-Version: 1.0

            --_000_AM0PR01MB0001_
            Content-Type: text/plain; charset="Windows-1252"
            Content-Transfer-Encoding: quoted-printable

            D=E9sol=E9e, =80
            --_000_AM0PR01MB0001_
            Content-Type: text/calendar; charset="utf-8"; method=REPLY
            Content-Transfer-Encoding: base64

            \(encodedReply)
            --_000_AM0PR01MB0001_--

            """)
        return text.map { $0 == UInt8(ascii: "#") ? 0xE9 : $0 }
    }

    /// The calendar is only an alternative to a text, and not encoded.
    static var apple: [UInt8] {
        bytes(
            """
            From: =?utf-8?Q?Zo=C3=A9?= <zoe@example.org>
            Content-Type: multipart/alternative; boundary=Apple-Mail-7
            MIME-Version: 1.0 (Apple Calendar)
            Subject: =?utf-8?Q?Zo=C3=A9?= a =?utf-8?Q?accept=C3=A9?= l'invitation
            To: Tours <rsvp+x7@hopdrink.example>
            X-Original-To: RSVP+x7@hopdrink.example

            --Apple-Mail-7
            Content-Type: text/plain; charset=utf-8

            Zoé vient.
            --Apple-Mail-7
            Content-Disposition: attachment; filename=reply.ics
            Content-Type: text/calendar; charset=utf-8; method=reply; name=reply.ics

            \(reply)
            --Apple-Mail-7--

            """)
    }

    static var thunderbird: [UInt8] {
        bytes(
            """
            Message-ID: <4f1c@example.org>
            Date: Tue, 1 Dec 2026 10:15:00 +0100
            User-Agent: Mozilla Thunderbird
            To: rsvp+x7@hopdrink.example
            From: zoe@example.org
            Subject: =?UTF-8?Q?R=C3=A9ponse_=C3=A0_l=27invitation?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="------------b1"

            This is a multi-part message in MIME format.
            --------------b1
            Content-Type: multipart/alternative; boundary="------------b2"

            --------------b2
            Content-Type: text/plain; charset=UTF-8; format=flowed
            Content-Transfer-Encoding: 8bit

            Zoé a accepté.
            --------------b2
            Content-Type: text/calendar; method=REPLY; charset=UTF-8
            Content-Transfer-Encoding: 8bit

            \(reply)
            --------------b2--

            --------------b1
            Content-Type: application/ics; name="invite.ics"
            Content-Transfer-Encoding: 8bit
            Content-Disposition: attachment; filename="invite.ics"

            \(reply)
            --------------b1--

            """)
    }

    /// Returns a report with these parts about a message that we sent.
    static func report(type: String = "; report-type=delivery-status", _ parts: String...) -> [UInt8] {
        bytes(
            """
            Return-Path: <>
            Delivered-To: bounce+t0ken@hopdrink.example
            From: MAILER-DAEMON@mx.example.org
            To: bounce+t0ken@hopdrink.example
            Auto-Submitted: auto-replied
            Subject: Undelivered
            MIME-Version: 1.0
            Content-Type: multipart/report\(type); boundary="r/1"

            \(parts.map { "--r/1\n\($0)\n" }.joined())--r/1--

            """)
    }

    static let notice = "Content-Type: text/plain\n\nI'm sorry.\n"
    static let returned = "Content-Type: message/rfc822\n\nMessage-ID: <m1@hopdrink.example>\nSubject: Hello\n\nText\n"
}
