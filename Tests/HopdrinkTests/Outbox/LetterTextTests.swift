import Domain
import Foundation
import Testing

@testable import Hopdrink

struct LetterTextTests {
    private let samples: Samples

    init() throws {
        samples = try Samples()
    }

    private func letter(_ kind: LetterKind, in language: String, name: String = "Ada") throws -> LetterText {
        let links = LetterText.Links(confirm: samples.token, manage: samples.token)
        let rsvp = try samples.rsvp(kind == .waiting ? .waiting : .going(since: samples.now), name: name)
        return LetterText(kind, rsvp, to: samples.meetup, links: links, in: try samples.pages.edition(named: language))
    }

    @Test(arguments: LetterKind.allCases, ["en", "fr"])
    func `both parts of every letter say the same`(kind: LetterKind, language: String) throws {
        let text = try letter(kind, in: language)
        let bodies = samples.pages.letter(text)
        let html = Markup(bodies.html)
        let body = try #require(html.first("body")).text
        let parts = [
            text.greeting, text.lead, text.title, text.when, text.place, text.address, text.party, text.button?.label,
            text.change?.label,
            text.page.label, text.reason,
        ]
        for part in parts.compactMap({ $0 }) {
            #expect(!part.isEmpty)
            #expect(bodies.plain.contains(part))
            #expect(body.contains(part))
        }
        for link in [text.button?.link, text.change?.link, text.page.link].compactMap({ $0 }) {
            #expect(bodies.plain.split(separator: "\n").contains(Substring(link)))
            #expect(html.all("a").contains { $0["href"] == link })
        }
        #expect(html.unbalanced.isEmpty)
        #expect(!text.subject.isEmpty)
    }

    @Test(arguments: ["en", "fr"])
    func `a letter to an address that is not confirmed repeats nothing a visitor wrote`(language: String) throws {
        let text = try letter(.confirm, in: language, name: "BUY PILLS")
        let bodies = samples.pages.letter(text)
        #expect(!(bodies.plain + bodies.html + text.subject).contains("PILLS"))
    }

    @Test(arguments: [(RSVP.Place.seat, "place is kept"), (.line, "waiting list")])
    func `the first letter says what the click is for`(place: RSVP.Place, words: String) throws {
        let rsvp = try samples.rsvp(.pending(RSVP.Hold(place: place, until: samples.now)))
        let links = LetterText.Links(confirm: samples.token)
        let text = LetterText(.confirm, rsvp, to: samples.meetup, links: links, in: samples.pages.edition(.english))
        #expect(text.lead.contains(words))
    }

    @Test func `no subject carries what a guest wrote`() throws {
        for kind in LetterKind.allCases {
            let subject = try letter(kind, in: "en", name: "PILLS").subject
            #expect(!subject.contains("PILLS"))
            #expect(subject.hasSuffix("Apéro des indépendants, Thursday 10 December 2026"))
        }
    }

    @Test func `only the first letter carries the link that confirms, the others the link that changes`() throws {
        let confirm = "https://hopdrink.test/en/rsvps/confirm/\(samples.token.text)"
        let change = "https://hopdrink.test/en/rsvps/\(samples.token.text)"
        for kind in LetterKind.allCases {
            let letter = try letter(kind, in: "en")
            #expect(letter.button?.link == (kind == .confirm ? confirm : nil))
            #expect(letter.change?.link == ([.confirm, .cancelled].contains(kind) ? nil : change))
        }
    }

    @Test func `a name is escaped in HTML and left alone in plain text`() throws {
        let bodies = samples.pages.letter(try letter(.going, in: "en", name: "<b>\u{338}Ada & \"Co\""))
        #expect(bodies.plain.contains("Hello <b>\u{338}Ada & \"Co\","))
        #expect(Markup(bodies.html).first("b") == nil)
    }
}
