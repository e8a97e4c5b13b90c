import Domain
import Storage
import Testing

@testable import Hopdrink

struct CardStoreTests {
    @Test func `card statements run, and a card is read back complete`() async throws {
        let site = try await TestSite()
        try await site.join("ada@example.org")
        let rsvp = try #require(try await site.rsvp(of: "ada@example.org"))
        let full = [
            "name": "Ada", "trade": "Web", "firm": "Ada & fils", "city": "Tours", "site": "ada.example",
            "phone": "06", "languages": "fr", "offer": "a\nb", "seek": "c",
        ]
        let cards = [Card(name: "Ada", trade: "Print"), try CardDraft.card(reading: RawInput(full))]
        let now = site.clock.now
        try await site.database.write { transaction in
            #expect(try transaction.card(of: rsvp.guest) == nil)
            for card in cards {
                try transaction.save(card, of: rsvp.guest, at: now)
                #expect(try transaction.card(of: rsvp.guest) == card)
                #expect(try transaction.trades(at: rsvp.meetup) == 1)
            }
            try transaction.deleteCard(of: rsvp.guest)
            #expect(try transaction.card(of: rsvp.guest) == nil)
            #expect(try transaction.trades(at: rsvp.meetup) == 0)
        }
    }
}
