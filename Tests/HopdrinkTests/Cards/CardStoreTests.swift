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
        try await site.database.write { tx in
            #expect(try tx.cards.find(of: rsvp.guest) == nil)
            for card in cards {
                try tx.cards.save(card, of: rsvp.guest)
                #expect(try tx.cards.find(of: rsvp.guest) == card)
                #expect(try tx.cards.tradeCount(at: rsvp.meetup) == 1)
            }
            try tx.cards.delete(of: rsvp.guest)
            #expect(try tx.cards.find(of: rsvp.guest) == nil)
            #expect(try tx.cards.tradeCount(at: rsvp.meetup) == 0)
        }
    }
}
