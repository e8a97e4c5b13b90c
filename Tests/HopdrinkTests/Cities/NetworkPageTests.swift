import Domain
import Testing

@testable import Hopdrink

struct NetworkPageTests {
    @Test func `each city links to its page and shows its next meetup`() throws {
        let samples = try Samples()
        let quiet = try Samples.city("brest", "Brest")
        let cities = [
            NetworkPage.Next(city: samples.city, meetup: samples.meetup), NetworkPage.Next(city: quiet, meetup: nil),
        ]
        let site = try samples.pages.site(named: "fr")
        let markup = Markup(samples.pages.html(NetworkPage(cities, in: site)))
        let cards = markup.all(class: "card").map(\.text)
        #expect(cards.count == 2)
        #expect(cards[0].contains("Tours"))
        #expect(cards[0].contains("jeudi 10 décembre 2026, 19\u{A0}h–21\u{A0}h"))
        #expect(cards[1].contains("La prochaine date n’est pas encore fixée."))
        #expect(markup.all("a").contains { $0["href"] == "/fr/tours" && $0.text == "Tours" })
        #expect(markup.all("time").map { $0["datetime"] } == ["2026-12-10T19:00:00+01:00"])
    }

    @Test func `network without cities says so`() throws {
        let pages = try Samples.pages()
        let text = pages.html(NetworkPage([], in: try pages.site(named: "en")))
        #expect(text.contains("No cities yet."))
    }
}
