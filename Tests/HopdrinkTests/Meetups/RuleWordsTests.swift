import Domain
import Testing

@testable import Hopdrink

struct RuleWordsTests {
    private func words(_ rule: String, in language: String) throws -> String {
        let texts = try Samples.pages().site(named: language).texts
        return texts.words(try Rule.rules(parsing: rule), at: try LocalTime(parsing: "19:00"))
    }

    @Test(arguments: [
        ("every day", "Every day at 19:00", "Tous les jours à 19 h"),
        ("FREQ=DAILY;INTERVAL=10", "Every 10 days at 19:00", "Tous les 10 jours à 19 h"),
        ("every thursday", "Every Thursday at 19:00", "Chaque jeudi à 19 h"),
        (
            "every monday, tuesday and friday", "Every Monday, Tuesday and Friday at 19:00",
            "Chaque lundi, mardi et vendredi à 19 h"
        ),
        (
            "every 2 weeks on tuesday", "Every 2 weeks on Tuesday at 19:00", "Toutes les 2 semaines, le mardi à 19 h"
        ),
        ("second thursday", "The second Thursday of every month at 19:00", "Le deuxième jeudi de chaque mois à 19 h"),
        ("last sunday", "The last Sunday of every month at 19:00", "Le dernier dimanche de chaque mois à 19 h"),
        (
            "first and third thursday", "The first and third Thursday of every month at 19:00",
            "Le premier et le troisième jeudi de chaque mois à 19 h"
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "The 1st of every month at 19:00", "Le 1er de chaque mois à 19 h"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "The 15th of every month at 19:00", "Le 15 de chaque mois à 19 h"),
        ("last day of the month", "The last day of every month at 19:00", "Le dernier jour de chaque mois à 19 h"),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "Every 3 months on the second Thursday at 19:00",
            "Tous les 3 mois, le deuxième jeudi à 19 h"
        ),
        ("21 june", "Every year on the 21st of June at 19:00", "Chaque année en juin, le 21 à 19 h"),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYDAY=-1FR", "Every 2 years on the last Friday of December at 19:00",
            "Tous les 2 ans en décembre, le dernier vendredi à 19 h"
        ),
        (
            "second thursday until 2027-06-30",
            "The second Thursday of every month at 19:00, until Wednesday 30 June 2027",
            "Le deuxième jeudi de chaque mois à 19 h, jusqu’au mercredi 30 juin 2027"
        ),
        ("every day 10 times", "Every day at 19:00, 10 times", "Tous les jours à 19 h, 10 fois"),
    ])
    func `every rule has words in English and French`(rule: String, english: String, french: String) throws {
        #expect(try words(rule, in: "en") == english)
        #expect(try words(rule, in: "fr").replacing("\u{A0}", with: " ") == french)
    }

    @Test(arguments: [
        ("de", "first and third monday", "Am ersten und dritten Montag im Monat um 19:00 Uhr"),
        ("de", "FREQ=MONTHLY;BYMONTHDAY=15", "Am 15. im Monat um 19:00 Uhr"),
        ("es", "first and third monday", "El primer y tercer lunes de cada mes a las 19:00"),
        ("it", "first and third sunday", "La prima e la terza domenica di ogni mese alle 19:00"),
        ("it", "every 2 weeks on tuesday", "Ogni 2 settimane, il martedì alle 19:00"),
        ("it", "every 2 weeks on sunday", "Ogni 2 settimane, la domenica alle 19:00"),
        ("en", "FREQ=MONTHLY;BYMONTHDAY=22", "The 22nd of every month at 19:00"),
    ])
    func `days of one weekday share its name, and every day has its article`(
        language: String, rule: String, text: String
    ) throws {
        #expect(try words(rule, in: language) == text)
    }

    @Test func `every ordinal weekday gives a complete sentence in every language`() throws {
        let days = (1...4).map { "\($0)TH" } + (1...4).map { "\($0)SU" } + ["-1TH", "-1SU"]
        for texts in try Samples.pages().locales.all {
            for day in days {
                let rules = try Rule.rules(parsing: "FREQ=MONTHLY;BYDAY=\(day)")
                let text = texts.words(rules, at: try LocalTime(parsing: "20:30"))
                let isTimed = ["20:30", "20\u{A0}h\u{A0}30"].contains { text.contains($0) }
                #expect(isTimed && !text.contains("{") && text.count > 15)
            }
        }
    }
}
