import Domain
import Testing

struct TextLineTests {
    @Test(arguments: [
        ("Ada", "Ada"), ("  Ada \t\r\n", "Ada"), ("\u{A0}Ada\u{3000}", "Ada"),
        ("Ada \"\u{301}Lovelace", "Ada \"\u{301}Lovelace"),
        ("Zoe\u{308}", "Zo\u{EB}"), ("👩‍👩‍👧‍👦 🇫🇷", "👩‍👩‍👧‍👦 🇫🇷"), ("שלום עולם", "שלום עולם"), ("محمد\u{200F}", "محمد\u{200F}"),
        ("a\u{200E}b", "a\u{200E}b"), ("<b>&amp;", "<b>&amp;"), ("a\u{200B}b", "a\u{200B}b"),
    ])
    func `line is trimmed and composed, and otherwise unchanged`(text: String, line: String) throws {
        #expect(try Array(TextParser.line(text, maximum: 80).unicodeScalars) == Array(line.unicodeScalars))
    }

    @Test(arguments: [
        "Ada\r\nBcc: eve@example.org", "Ada\nEve", "Ada\rEve", "Ada\0", "\u{1B}[31mAda", "A\tda", "Ada\u{7F}",
        "A\u{85}da", "A\u{2028}da", "A\u{2029}da", "Ada\u{202E}evE", "\u{202A}Ada\u{202C}", "\u{2066}Ada\u{2069}",
        "\u{2068}Ada", "A\r\n\u{301}da",
    ])
    func `control characters, line breaks and direction marks are refused`(text: String) {
        #expect(throws: FieldErrorReason.control) { try TextParser.line(text, maximum: 80) }
    }

    @Test(arguments: ["", " ", "\r\n", "\u{A0}\u{2003}", "\u{200B}", "\u{200D}\u{FE0F}", "\u{3164}", "\u{FEFF}"])
    func `line without visible characters is missing`(text: String) {
        #expect(throws: FieldErrorReason.missing) { try TextParser.line(text, maximum: 80) }
    }

    @Test(arguments: [
        (String(repeating: "é", count: 80), true), (String(repeating: "e\u{301}", count: 80), true),
        (String(repeating: "é", count: 81), false), ("a" + String(repeating: "\u{30D}", count: 80), false),
        (String(repeating: "\u{1D160}", count: 26), true), (String(repeating: "\u{1D160}", count: 27), false),
    ])
    func `length of a line is counted in the scalars of the result`(text: String, fits: Bool) throws {
        if fits {
            #expect(try TextParser.line(text, maximum: 80).unicodeScalars.count <= 80)
        } else {
            #expect(throws: FieldErrorReason.tooLong(maximum: 80)) { try TextParser.line(text, maximum: 80) }
        }
    }
}

struct TextParagraphTests {
    @Test(arguments: [
        ("", ""), (" \r\n ", ""), ("Un.\r\n\r\nDeux.\n", "Un.\n\nDeux."), ("Zoe\u{308}", "Zo\u{EB}"),
        ("a\n\u{301}b", "a\n\u{301}b"),
    ])
    func `paragraph keeps its line breaks as line feeds`(text: String, paragraph: String) throws {
        #expect(try Array(TextParser.paragraph(text, maximum: 80).unicodeScalars) == Array(paragraph.unicodeScalars))
    }

    @Test(arguments: ["a\0b", "a\u{1B}b", "a\u{202E}b", "a\u{2028}b", "a\u{85}b"])
    func `other control characters are refused`(text: String) {
        #expect(throws: FieldErrorReason.control) { try TextParser.paragraph(text, maximum: 80) }
    }

    @Test func `long paragraph is too long`() {
        #expect(throws: FieldErrorReason.tooLong(maximum: 3)) { try TextParser.paragraph("a\nbc", maximum: 3) }
    }
}

struct TextNumberTests {
    @Test(arguments: [("1", 1), (" 20 ", 20), ("007", 7), ("100", 100)])
    func `whole number in the range is read`(text: String, number: Int) throws {
        #expect(try TextParser.number(text, 1...100) == number)
    }

    @Test(arguments: [
        "", "0", "101", "-1", "1.0", "1e1", "0x1", "1 0", "twenty", "٢", "２", "1\u{301}", "99999999999999999999",
    ])
    func `text of another form is refused with the range`(text: String) {
        #expect(throws: FieldErrorReason.notNumber(from: 1, to: 100)) { try TextParser.number(text, 1...100) }
    }

    @Test(arguments: [("true", true), ("yes", true), (" on ", true), ("false", false), ("no", false), ("off", false)])
    func `yes and no are read`(text: String, isYes: Bool) throws {
        #expect(try TextParser.yesOrNo(text) == isYes)
    }

    @Test(arguments: ["", "1", "TRUE", "ja", "yes\u{301}"])
    func `text of another form is neither yes nor no`(text: String) {
        #expect(throws: FieldErrorReason.yesOrNo) { try TextParser.yesOrNo(text) }
    }
}

struct TextMinutesTests {
    @Test(arguments: [
        ("90m", 90), ("2h30m", 150), ("7d", 10_080), (" 24h ", 1_440), ("1d12h", 2_160), ("1m", 1), ("365d", 525_600),
    ])
    func `length of time is read in minutes`(text: String, minutes: Int) throws {
        #expect(try TextParser.minutes(text) == minutes)
    }

    @Test(arguments: [
        "", "90", "m", "h30m", "0m", "366d", "2h 30m", "-2h", "2.5h", "2H", "2w", "9999999m", "٢h", "2\u{301}h", "2h30",
        "999999d999999d",
    ])
    func `text of another form is not a length of time`(text: String) {
        #expect(throws: FieldErrorReason.duration) { try TextParser.minutes(text) }
    }

    @Test(arguments: [("5m", 5), ("2d", 2_880)])
    func `duration of a meetup is from five minutes to two days`(text: String, minutes: Int) throws {
        #expect(try TextParser.duration(text) == minutes)
    }

    @Test(arguments: ["4m", "2d1m"])
    func `duration of a meetup is neither shorter nor longer`(text: String) {
        #expect(throws: FieldErrorReason.duration) { try TextParser.duration(text) }
    }
}
