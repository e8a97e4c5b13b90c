import Domain
import Testing

@testable import Hopdrink

struct RuleWordsTests {
    private func words(_ rule: String, in language: String) throws -> String {
        let texts = try Samples.pages().site(named: language).texts
        return texts.words(try Rule.rules(parsing: rule), at: try LocalTime(parsing: "19:00"))
    }

    @Test(arguments: [
        ("every day", "Every day at 19:00", "Tous les jours à 19:00"),
        ("FREQ=DAILY;INTERVAL=10", "Every 10 days at 19:00", "Tous les 10 jours à 19:00"),
        ("every thursday", "Every Thursday at 19:00", "Chaque jeudi à 19:00"),
        (
            "every monday, tuesday and friday", "Every Monday, Tuesday and Friday at 19:00",
            "Chaque lundi, mardi et vendredi à 19:00"
        ),
        (
            "every 2 weeks on tuesday", "Every 2 weeks on Tuesday at 19:00",
            "Toutes les 2 semaines, le mardi à 19:00"
        ),
        ("second thursday", "The second Thursday of every month at 19:00", "Le deuxième jeudi de chaque mois à 19:00"),
        ("last sunday", "The last Sunday of every month at 19:00", "Le dernier dimanche de chaque mois à 19:00"),
        (
            "first and third thursday", "The first Thursday and the third Thursday of every month at 19:00",
            "Le premier jeudi et le troisième jeudi de chaque mois à 19:00"
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "Day 1 of every month at 19:00", "Le 1er de chaque mois à 19:00"),
        ("last day of the month", "The last day of every month at 19:00", "Le dernier jour de chaque mois à 19:00"),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "Every 3 months, the second Thursday at 19:00",
            "Tous les 3 mois, le deuxième jeudi à 19:00"
        ),
        ("21 june", "Every year in June, day 21 at 19:00", "Chaque année en juin, le 21 à 19:00"),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYDAY=-1FR", "Every 2 years in December, the last Friday at 19:00",
            "Tous les 2 ans en décembre, le dernier vendredi à 19:00"
        ),
        (
            "second thursday until 2027-06-30",
            "The second Thursday of every month at 19:00, until Wednesday 30 June 2027",
            "Le deuxième jeudi de chaque mois à 19:00, jusqu’au mercredi 30 juin 2027"
        ),
        ("every day 10 times", "Every day at 19:00, 10 times", "Tous les jours à 19:00, 10 fois"),
    ])
    func `every rule has words in every language`(rule: String, english: String, french: String) throws {
        #expect(try words(rule, in: "en") == english)
        #expect(try words(rule, in: "fr") == french)
    }

    @Test func `every form of a rule is a sentence everywhere`() throws {
        let days = (1...4).map { "\($0)TH" } + (1...4).map { "\($0)SU" } + ["-1TH", "-1SU"]
        for texts in try Samples.pages().locales.all {
            for day in days {
                let rules = try Rule.rules(parsing: "FREQ=MONTHLY;BYDAY=\(day)")
                let text = texts.words(rules, at: try LocalTime(parsing: "20:30"))
                #expect(text.contains("20:30") && !text.contains("{") && text.count > 15)
            }
        }
    }
}
