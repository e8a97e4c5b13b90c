import Foundation
import Mail
import Testing

@Suite(.serialized) struct MessageTests {
    /// Input, and the part of it that a reader may see.
    private static let oddNames: [(given: String, shown: String)] = [
        ("Anna", "Anna"),
        ("Réseau des Indés", "Réseau des Indés"),
        ("O'Neil, \"Bob\" \\ <x@y.example>", "O'Neil, \"Bob\" \\ <x@y.example>"),
        ("\"\u{301} onmouseover", "\"\u{301} onmouseover"),
        ("Eve\r\nBcc: victim@example.net", "Eve Bcc: victim@example.net"),
        ("Eve\nBcc: victim@example.net", "Eve Bcc: victim@example.net"),
        ("a\u{0}b\u{1B}c\u{7F}d\u{85}e\u{2028}f\u{2029}g", "abcd e f g"),
        ("user\u{202E}gpj.exe\u{2066}\u{200F}", "usergpj.exe"),
        ("שלום עולם", "שלום עולם"),
        ("مقهى الخميس في تور، كل أسبوعين مساءً عند السابعة", "مقهى الخميس في تور، كل أسبوعين مساءً عند السابعة"),
        ("👩‍👩‍👧‍👦 family 🏳️‍🌈", "👩‍👩‍👧‍👦 family 🏳️‍🌈"),
        ("=?UTF-8?Q?forged?=", "=?UTF-8?Q?forged?="),
        ("  many   spaces  ", "many spaces"),
        ("under_score = 100 % ?", "under_score = 100 % ?"),
    ]

    private static let longNames = [
        String(repeating: "👩‍👩‍👧‍👦", count: 20),
        "e" + String(repeating: "\u{301}", count: 120),
        String(repeating: "long ascii words ", count: 20) + "end",
        String(repeating: "x", count: 300),
        String(repeating: "deuxième jeudi à Saint-Étienne ", count: 12) + "fin",
    ]

    static let names = oddNames + longNames.map { ($0, $0) }

    @Test(arguments: names)
    func `a name and a subject arrive unchanged, on one line, without hidden characters`(
        given: String,
        shown: String
    ) async throws {
        let message = try Message.sample(name: given, subject: given).encoded()
        let parsed = try await ParsedMessage(message)
        #expect(parsed.to == .init(name: shown, address: "guest@example.net"))
        #expect(parsed.from == .init(name: shown, address: "events@hop.example"))
        #expect(parsed.subject == shown)
        #expect(parsed.defects == [])
        #expect(parsed.fields["Bcc"] == nil)
    }

    @Test(arguments: names)
    func `encoded words have at most 75 octets and their lines at most 76`(given: String, _: String) throws {
        let header = try Message.sample(name: given, subject: given).encoded().header
        for line in header where line.contains("=?UTF-8?") {
            #expect(line.utf8.count <= 76)
            #expect(line.split(separator: " ").allSatisfy { $0.utf8.count <= 75 })
        }
    }

    static let bodies = [
        "Bonsoir,\nà jeudi.\n",
        "Bonsoir,\r\nà jeudi.\r\n",
        "",
        "no line end",
        ".\n..\n.dot\n\n.\n",
        "From the start\n--\nsignature=1 \ttrailing \t\n",
        String(repeating: "a long line without end, ", count: 100) + "\n",
        String(repeating: "é", count: 600) + "\n\n\n",
        "--=_alternative_boundary--\n=_mixed\n",
        "\"\u{301} <b>👩‍👩‍👧‍👦</b>\n",
    ]

    @Test(arguments: bodies)
    func `both texts arrive unchanged`(text: String) async throws {
        var message = try Message.sample()
        message.plain = text
        message.html = "<p>\(text)</p>"
        let encoded = try message.encoded()
        #expect(encoded.text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        let body = try await ParsedMessage(encoded).body
        let expected = Data(text.utf8).withCRLF
        #expect(body.outline == "multipart/alternative(text/plain, text/html)")
        #expect(Data(try #require(body.parts.first).text.utf8) == expected)
        #expect(Data(try #require(body.parts.last).text.utf8) == Data("<p>".utf8) + expected + Data("</p>".utf8))
    }

    @Test func `an invitation is the last alternative and is attached as a file`() async throws {
        var message = try Message.sample()
        message.calendar = try CalendarPart(method: .request, text: .calendar("REQUEST"), filename: "invite.ics")
        let parsed = try await ParsedMessage(message.encoded())
        #expect(
            parsed.body.outline
                == "multipart/mixed(multipart/alternative(text/plain, text/html, text/calendar), application/ics)"
        )
        let inline = try #require(parsed.body.parts.first?.parts.last)
        #expect(inline.parameters == ["charset": "UTF-8", "method": "REQUEST", "component": "VEVENT"])
        #expect(inline.encoding == "base64")
        #expect(inline.text == .calendar("REQUEST"))
        #expect(!inline.isAttachment && inline.filename == "")
        let attachment = try #require(parsed.body.parts.last)
        #expect(attachment.isAttachment && attachment.filename == "invite.ics")
        #expect(attachment.text == .calendar("REQUEST"))
        #expect(parsed.defects == [])
    }

    @Test(arguments: [
        ("Jeudi à Tours 👋.ics", "Jeudi à Tours 👋.ics"),
        ("../../etc/\"passwd\"\r\n.ics", ".._.._etc__passwd_ .ics"),
        ("100%.ics", "100%.ics"),
    ])
    func `a file name arrives complete and without a path`(given: String, shown: String) async throws {
        var message = try Message.sample()
        message.calendar = try CalendarPart(method: .cancel, text: .calendar("CANCEL"), filename: given)
        let encoded = try message.encoded()
        let parsed = try await ParsedMessage(encoded)
        #expect(parsed.body.parts.last?.filename == shown)
        // Python knows this pair of names from HTTP only.
        #expect(parsed.defects.allSatisfy { $0.contains("duplicate parameter name") })
        #expect(encoded.text.contains(" filename=\""))
    }

    @Test func `the header fields describe the email`() async throws {
        var message = try Message.sample()
        message.replyTo = try Mailbox(name: "Réponse", address: "rsvp+token@hop.example")
        message.inReplyTo = "root.1@hop.example"
        message.listID = "tours.hop.example"
        message.unsubscribeURL = "https://hop.example/u/" + String(repeating: "token", count: 30)
        let parsed = try await ParsedMessage(message.encoded())
        #expect(parsed.date == 1_800_000_000)
        #expect(parsed.fields["Date"] == "Fri, 15 Jan 2027 08:00:00 +0000")
        #expect(parsed.fields["Message-ID"] == "<reminder.12.ab12@hop.example>")
        #expect(parsed.fields["Reply-To"]?.hasSuffix("<rsvp+token@hop.example>") == true)
        #expect(parsed.fields["In-Reply-To"] == "<root.1@hop.example>")
        #expect(parsed.fields["References"] == "<root.1@hop.example>")
        #expect(parsed.fields["List-Id"] == "<tours.hop.example>")
        #expect(parsed.fields["List-Unsubscribe"] == message.unsubscribeURL.map { "<\($0)>" })
        #expect(parsed.fields["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
        #expect(parsed.fields["Auto-Submitted"] == "auto-generated")
        #expect(parsed.fields["X-Auto-Response-Suppress"] == "OOF, AutoReply")
        #expect(parsed.defects == [])
    }

    @Test func `without https one can unsubscribe only by email, in one line`() throws {
        var message = try Message.sample()
        message.unsubscribeAddress = "hop&drink+u1@hop.example"
        let byMail = try message.encoded().header
        #expect(byMail.contains("List-Unsubscribe: <mailto:hop%26drink+u1@hop.example>"))
        #expect(!byMail.contains { $0.hasPrefix("List-Unsubscribe-Post") })
        let url = "https://hop.example/u/" + String(repeating: "token", count: 30)
        message.unsubscribeURL = url
        let both = try message.encoded().header
        #expect(both.contains("List-Unsubscribe: <\(url)>, <mailto:hop%26drink+u1@hop.example>"))
        #expect(both.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
    }

    @Test func `an equal message gives equal bytes`() throws {
        var message = try Message.sample(name: "Réseau", subject: "Jeudi à Tours")
        message.calendar = try CalendarPart(method: .request, text: .calendar("REQUEST"), filename: "é.ics")
        let first = try message.encoded()
        #expect(try message.encoded() == first)
        #expect(try EncodedMessage(first.text) == first)
    }

    static let forgeries: [(change: @Sendable (inout Message) -> Void, error: MailError)] = [
        ({ $0.messageID = "a@b>\r\nBcc: <c@d" }, .invalidHeader("Message-ID")),
        ({ $0.messageID = "nobody" }, .invalidHeader("Message-ID")),
        ({ $0.inReplyTo = "a b@c" }, .invalidHeader("In-Reply-To")),
        ({ $0.listID = "tours\r\n.example" }, .invalidHeader("List-Id")),
        ({ $0.unsubscribeURL = "https://a.example/\r\nBcc:" }, .invalidHeader("List-Unsubscribe")),
        ({ $0.unsubscribeURL = "https://a.example/>,<mailto:b@c" }, .invalidHeader("List-Unsubscribe")),
        ({ $0.unsubscribeURL = "http://a.example/" }, .invalidHeader("List-Unsubscribe")),
        ({ $0.unsubscribeAddress = "a@b\r\nBcc: c@d" }, .invalidHeader("List-Unsubscribe")),
        ({ $0.unsubscribeAddress = "a@b>,<mailto:c@d" }, .invalidHeader("List-Unsubscribe")),
        ({ $0.unsubscribeURL = "https://a.example/" + String(repeating: "x", count: 1000) }, .notSafeForSMTP),
        ({ $0.plain = "a\rb" }, .invalidText),
        ({ $0.plain = "a\r\r\nb" }, .invalidText),
        ({ $0.html = "a\u{0}b" }, .invalidText),
    ]

    @Test(arguments: forgeries)
    func `a message that can't be written safely is refused`(
        change: @Sendable (inout Message) -> Void,
        error: MailError
    ) throws {
        var message = try Message.sample()
        change(&message)
        #expect(throws: error) { try message.encoded() }
    }

    @Test(arguments: [
        "", "no line end", "a\nb\r\n", "a\rb\r\n", "a\r\n.\n.\r\n", "\u{0}\r\n", "é\r\n",
        String(repeating: "x", count: 999) + "\r\n",
    ])
    func `bytes that a relay could misread are refused`(text: String) {
        #expect(throws: MailError.notSafeForSMTP) { try EncodedMessage(text) }
    }

    @Test(arguments: [
        String.calendar("CANCEL"), .calendar("request"), .calendar("REQUEST").replacing("\r\n", with: "\n"),
        .calendar("REQUEST") + "\r", .calendar("REQUEST") + "METHOD:CANCEL\r\n", .calendar("REQUEST\u{0}"), "",
    ])
    func `a calendar with another method than announced is refused`(text: String) {
        #expect(throws: MailError.invalidCalendar) {
            try CalendarPart(method: .request, text: text, filename: "invite.ics")
        }
    }
}

extension Message {
    static func sample(name: String? = nil, subject: String = "Thursday") throws -> Message {
        Message(
            from: try Mailbox(name: name, address: "events@hop.example"),
            to: try Mailbox(name: name, address: "guest@example.net"),
            subject: subject,
            messageID: "reminder.12.ab12@hop.example",
            date: Date(timeIntervalSince1970: 1_800_000_000),
            plain: "See you.\n",
            html: "<p>See you.</p>\n"
        )
    }
}

extension EncodedMessage {
    fileprivate var header: [String] {
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        return Array(lines.prefix { !$0.isEmpty })
    }
}

extension String {
    fileprivate static func calendar(_ method: String) -> String {
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:\(method)\r\nSUMMARY:Réunion à la cave\r\nEND:VCALENDAR\r\n"
    }
}

extension Data {
    fileprivate var withCRLF: Data {
        var result = Data()
        for byte in self where byte != UInt8(ascii: "\r") {
            result += byte == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), byte] : [byte]
        }
        return result
    }
}
