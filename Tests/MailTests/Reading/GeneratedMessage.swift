import Foundation

/// A random message: nested parts in any encoding and charset, with missing fields and boundaries.
struct GeneratedMessage {
    let bytes: [UInt8]

    init(_ random: inout SeededGenerator) {
        let lineEnd: [UInt8] = Bool.random(using: &random) ? [0x0D, 0x0A] : [0x0A]
        let fields = Self.fields.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
        let body = Self.part(depth: Int.random(in: 0...4, using: &random), &random)
        let lines = fields.compactMap { $0.randomElement(using: &random).map { Array($0.utf8) } } + body
        bytes = Array(lines.joined(separator: lineEnd)) + lineEnd
    }

    private static let fields: [[String]] = [
        ["Message-ID: <m1@x.example>", "message-id:\n <m2.=+$@x.example>"],
        [
            "From: Zoe <zoe@x.example>", "From: =?utf-8?q?Zo=C3=A9?= <zoe@x.example>",
            "From: \"Z, (x) \\\" z\" <z@x.example>", "From: z@x.example (Zoe)",
        ],
        [
            "To: a@x.example, \"B, b\" <b@x.example>,\n\tc@x.example", "To: Group: d@x.example, E <e@x.example>;",
            "To: f+g=h@x.example",
        ],
        ["Cc: a@x.example, <i@x.example>", "CC: j@x.example"],
        ["Delivered-To: rsvp+t0ken@x.example", "X-Original-To: rsvp+t0ken@x.example"],
        [
            "Subject: plain", "Subject: =?iso-8859-1?Q?Soir=E9e_=3D?= et =?utf-8?B?4oKs?=",
            "Subject: =?utf-8?q?a?= =?utf-8?q?b?=\n =?utf-8?q?c?=", "Subject: folded\n  twice\n\tand again",
            "Subject: =?windows-1252?Q?=80_5?=", "Subject: 1 =?utf-8? 2", "Subject:",
            "Subject: =?iso-2022-jp?B?GyRCJCIbKEI=?=",
        ],
        [
            "Date: Thu, 10 Dec 2026 19:00:00 +0100", "Date: 1 Jan 2027 00:00:00 -0330",
            "Date: Thu, 10 Dec 2026 19:00 GMT (winter)",
        ],
        ["References: <a@x.example> <b@x.example>", "References: <a@x.example>\n <b@x.example>\n\t<c@x.example>"],
        ["MIME-Version: 1.0"],
    ]

    private static func part(depth: Int, _ random: inout SeededGenerator) -> [[UInt8]] {
        guard depth > 0 else { return leaf(&random) }
        let boundary = ["b", "=_a b'c", "----x\(depth)"].randomElement(using: &random).map { "\($0)\(depth)" } ?? "b"
        let kind = ["mixed", "alternative", "related"].randomElement(using: &random) ?? "mixed"
        let count = Int.random(in: 1...3, using: &random)
        var lines = ["Content-Type: multipart/\(kind);", " boundary=\"\(boundary)\"", "", "Preamble"].map {
            Array($0.utf8)
        }
        for _ in 0..<count {
            lines += [Array("--\(boundary)".utf8)] + part(depth: depth - 1, &random)
        }
        let isClosed = Int.random(in: 0..<6, using: &random) > 0
        return lines + (isClosed ? ["--\(boundary)--", "Epilogue"].map { Array($0.utf8) } : [])
    }

    private static func leaf(_ random: inout SeededGenerator) -> [[UInt8]] {
        let type =
            ["text/plain", "text/calendar; method=REPLY", "application/ics", "text/html", "Text/Plain; format=flowed"]
            .randomElement(using: &random) ?? "text/plain"
        let (charset, encoding) = charsets.randomElement(using: &random) ?? ("utf-8", .utf8)
        let text = Int.random(in: 0..<6, using: &random) == 0 ? "" : "Soirée à 5, déjà = vu.\n\n Übel\n"
        let content = Array(text.data(using: encoding) ?? Data())
        let (name, body) = encoded(content, isWide: encoding == .utf16, &random)
        let isAttached = Int.random(in: 0..<5, using: &random) == 0
        let fields =
            ["Content-Type: \(type); charset=\"\(charset)\"", "Content-Transfer-Encoding: \(name)"]
            + (isAttached ? ["Content-Disposition: attachment; filename=x"] : [])
        return (fields + [""]).map { Array($0.utf8) } + [body]
    }

    private static let charsets: [(String, String.Encoding)] = [
        ("utf-8", .utf8), ("UTF-8", .utf8), ("iso-8859-1", .isoLatin1), ("Windows-1252", .windowsCP1252),
        ("utf-16", .utf16),
        ("iso-8859-2", .isoLatin2),
    ]

    private static func encoded(_ content: [UInt8], isWide: Bool, _ random: inout SeededGenerator) -> (String, [UInt8])
    {
        switch isWide ? 0 : Int.random(in: 0..<3, using: &random) {
        case 0: ("Base64", Array(Data(content).base64EncodedString(options: .lineLength64Characters).utf8))
        case 1: ("quoted-printable", content.flatMap { Array(String(format: "=%02X", $0).utf8) })
        default: ("8bit", content)
        }
    }
}
