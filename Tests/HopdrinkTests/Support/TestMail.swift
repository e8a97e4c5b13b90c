import Foundation

/// A message as a mail program or a mail server sends it.
struct TestMail {
    var messageID: String? = "\(UUID().uuidString)@mail.example.org"
    var from = "ada@example.org"
    var to: String
    /// Additional header fields.
    var header: [String] = []
    /// Content-Type with its parameters, and the body after an empty line.
    var content = "Content-Type: text/plain; charset=utf-8\r\n\r\nHello.\r\n"

    init(to: String) {
        self.to = to
    }

    var bytes: [UInt8] {
        let identity = messageID.map { ["Message-ID: <\($0)>"] } ?? []
        let fields = header + ["From: Somebody <\(from)>", "To: <\(to)>", "Subject: Re: Apero", "MIME-Version: 1.0"]
        return Array(((identity + fields).joined(separator: "\r\n") + "\r\n\(content)").utf8)
    }

    fileprivate static func multipart(_ subtype: String, _ parts: [String]) -> String {
        let boundary = "part-\(UUID().uuidString)"
        let body = parts.map { "--\(boundary)\r\n\($0)\r\n" }.joined() + "--\(boundary)--\r\n"
        return "Content-Type: multipart/\(subtype); boundary=\"\(boundary)\"\r\n\r\n\(body)"
    }

    fileprivate static func plain(_ text: String) -> String {
        "Content-Type: text/plain; charset=utf-8\r\n\r\n\(text)"
    }
}

/// Calendar programs' replies.
extension TestMail {
    /// The calendar program whose format is imitated.
    enum Program: CaseIterable, Sendable {
        case google, exchange, apple, thunderbird
    }

    struct Answer: Sendable {
        var uid = ""
        var status = "ACCEPTED"
        var attendee = "ada@example.org"
        var sequence: Int? = 0
        /// The DTSTAMP, such as `20261201T120000Z`.
        var stamp: String? = "20261201T120000Z"
        var guests: Int?
        /// A whole line, such as `RECURRENCE-ID:20261210T180000Z`.
        var recurrence: String?
        var program = Program.google

        private var event: String {
            let hasDetails = program != .exchange
            let number = guests.map { ";X-NUM-GUESTS=\($0)" } ?? (program == .google ? ";X-NUM-GUESTS=0" : "")
            let lines: [String?] = [
                "BEGIN:VCALENDAR", "PRODID:-//Somebody//Calendar//EN", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT",
                "ATTENDEE;PARTSTAT=\(status);CN=Ada\(number):mailto:\(attendee)",
                hasDetails ? "ORGANIZER;CN=Hopdrink:mailto:post@hopdrink.test" : nil, "UID:\(uid)",
                recurrence, "DTSTART:20261210T180000Z", "DTEND:20261210T200000Z", sequence.map { "SEQUENCE:\($0)" },
                hasDetails ? stamp.map { "DTSTAMP:\($0)" } : nil, "SUMMARY:Apero", "END:VEVENT", "END:VCALENDAR", "",
            ]
            return lines.compactMap(\.self).joined(separator: "\r\n")
        }

        var content: String {
            let base64 = Data(event.utf8).base64EncodedString(options: [.lineLength76Characters])
            let type = "Content-Type: text/calendar; charset=utf-8; method=REPLY"
            let text = plain("Ada has answered.")
            switch program {
            case .google:
                let alternative = multipart("alternative", [text, "\(type)\r\n\r\n\(event)"])
                let file = "Content-Type: application/ics; name=\"invite.ics\"\r\nContent-Transfer-Encoding: base64"
                let disposition = "Content-Disposition: attachment; filename=\"invite.ics\""
                return multipart("mixed", [alternative, "\(file)\r\n\(disposition)\r\n\r\n\(base64)"])
            case .exchange:
                return multipart(
                    "alternative", [text, "\(type)\r\nContent-Transfer-Encoding: base64\r\n\r\n\(base64)"])
            case .apple: return multipart("alternative", [text, "\(type)\r\n\r\n\(event)"])
            case .thunderbird: return multipart("mixed", [text, "\(type)\r\n\r\n\(event)"])
            }
        }
    }

    init(answering answer: Answer, to address: String) {
        self.init(to: address)
        content = answer.content
    }
}

/// Mail servers' reports.
extension TestMail {
    /// Creates a delivery report (RFC 3464) about the email with this Message-ID.
    init(
        reporting action: String, _ status: String, _ diagnostic: String, returning messageID: String,
        to address: String
    ) {
        self.init(to: address)
        from = "MAILER-DAEMON@mx.example.org"
        header = ["Return-Path: <>", "Auto-Submitted: auto-replied"]
        let fields = [
            "Reporting-MTA: dns; mx.example.org", "", "Final-Recipient: rfc822; ada@example.org", "Action: \(action)",
            "Status: \(status)", "Diagnostic-Code: smtp; \(diagnostic)", "",
        ]
        let returned = "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <\(messageID)>\r\nSubject: Apero\r\n"
        content = Self.multipart(
            "report; report-type=delivery-status",
            [
                Self.plain("It did not arrive."),
                "Content-Type: message/delivery-status\r\n\r\n\(fields.joined(separator: "\r\n"))", returned,
            ]
        )
    }
}
