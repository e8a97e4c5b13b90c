import Domain
import Testing

@testable import Hopdrink

struct CalendarWordsTests {
    @Test(arguments: [
        ("fr", "2026-12-10T19:00", "2026-12-10T21:00", "jeudi 10 décembre 2026, 19\u{A0}h–21\u{A0}h"),
        ("en", "2026-12-10T19:00", "2026-12-10T21:00", "Thursday 10 December 2026, 19:00–21:00"),
        ("fr", "2027-01-01T09:05", "2027-01-01T10:00", "vendredi 1er janvier 2027, 9\u{A0}h\u{A0}05–10\u{A0}h"),
        ("en", "2027-08-01T09:05", "2027-08-01T10:00", "Sunday 1 August 2027, 09:05–10:00"),
        (
            "fr", "2026-12-10T21:00", "2026-12-11T01:00",
            "jeudi 10 décembre 2026, 21\u{A0}h–1\u{A0}h (le lendemain)"
        ),
        ("en", "2026-12-31T21:00", "2027-01-01T01:00", "Thursday 31 December 2026, 21:00–01:00 (the next day)"),
        (
            "fr", "2026-12-10T10:00", "2026-12-11T18:00",
            "du jeudi 10 décembre 2026, 10\u{A0}h, au vendredi 11 décembre 2026, 18\u{A0}h"
        ),
        (
            "en", "2026-12-10T10:00", "2026-12-12T09:00",
            "Thursday 10 December 2026, 10:00, to Saturday 12 December 2026, 09:00"
        ),
        ("de", "2026-12-10T19:00", "2026-12-10T21:00", "Donnerstag, 10. Dezember 2026, 19:00–21:00 Uhr"),
        ("es", "2026-12-10T19:00", "2026-12-10T21:00", "jueves, 10 de diciembre de 2026, de 19:00 a 21:00"),
        ("it", "2026-12-10T19:00", "2026-12-10T21:00", "giovedì 10 dicembre 2026, dalle 19:00 alle 21:00"),
        ("de", "2027-05-01T09:05", "2027-05-01T10:00", "Samstag, 1. Mai 2027, 09:05–10:00 Uhr"),
        ("es", "2027-05-01T09:05", "2027-05-01T10:00", "sábado, 1 de mayo de 2027, de 09:05 a 10:00"),
        ("it", "2027-05-01T09:05", "2027-05-01T10:00", "sabato 1º maggio 2027, dalle 09:05 alle 10:00"),
        (
            "de", "2026-12-31T21:00", "2027-01-01T01:00",
            "Donnerstag, 31. Dezember 2026, 21:00–01:00 Uhr (am nächsten Tag)"
        ),
        (
            "es", "2026-12-31T21:00", "2027-01-01T01:00",
            "jueves, 31 de diciembre de 2026, de 21:00 a 01:00 (del día siguiente)"
        ),
        (
            "it", "2026-12-31T21:00", "2027-01-01T01:00",
            "giovedì 31 dicembre 2026, dalle 21:00 alle 01:00 (del giorno dopo)"
        ),
        (
            "de", "2026-12-10T10:00", "2026-12-12T09:00",
            "Donnerstag, 10. Dezember 2026, 10:00 Uhr, bis Samstag, 12. Dezember 2026, 09:00 Uhr"
        ),
        (
            "es", "2026-12-10T10:00", "2026-12-12T09:00",
            "del jueves, 10 de diciembre de 2026, 10:00, al sábado, 12 de diciembre de 2026, 09:00"
        ),
        (
            "it", "2026-12-10T10:00", "2026-12-12T09:00",
            "da giovedì 10 dicembre 2026, ore 10:00, a sabato 12 dicembre 2026, ore 09:00"
        ),
    ])
    func `date and time are in the language's style`(code: String, start: String, end: String, words: String) throws {
        let texts = try Samples.pages().site(named: code).texts
        #expect(texts.words(from: try LocalDateTime(parsing: start), to: try LocalDateTime(parsing: end)) == words)
    }

    @Test(arguments: [
        ("en", "Mar", "Saturday 1 May"), ("fr", "mars", "samedi 1er mai"), ("de", "Mär", "Samstag, 1. Mai"),
        ("es", "mar", "sábado, 1 de mayo"), ("it", "mar", "sabato 1º maggio"),
    ])
    func `short date is in the language's own style`(code: String, march: String, day: String) throws {
        let texts = try Samples.pages().site(named: code).texts
        #expect(texts.calendar.shortName(ofMonth: 3) == march)
        #expect(texts.shortWords(try LocalDate(parsing: "2027-05-01")) == day)
    }

    @Test func `end is in local time, also in the night of the time change`() throws {
        let meetup = try Samples.meetup(in: Samples.city(), start: "2026-10-25T01:30")
        let texts = try Samples.pages().site(named: "en").texts
        #expect(texts.when(meetup) == "Sunday 25 October 2026, 01:30–02:30")
        #expect(meetup.startText == "2026-10-25T01:30:00+02:00")
        #expect(meetup.endText == "2026-10-25T02:30:00+01:00")
    }
}
