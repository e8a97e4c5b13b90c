import Domain
import Foundation
import Testing

@testable import Hopdrink

struct CalendarLinksTests {
    /// Returns the query parameters of an address, decoded by Foundation and not by our code.
    private func fields(_ address: String) throws -> [String: String] {
        let items = try #require(URLComponents(string: address)?.queryItems)
        return Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0.value ?? "") })
    }

    private func links(_ meetup: Meetup, _ samples: Samples) throws -> CalendarLinks {
        CalendarLinks(meetup, in: try samples.pages.site(named: "fr"))
    }

    @Test func `web calendars get title, time in UTC, venue and text`() throws {
        let samples = try Samples()
        let links = try links(samples.meetup, samples)
        let page = "https://hopdrink.test/fr/meetups/\(samples.meetup.id)"
        let google = try fields(links.google)
        #expect(google["dates"] == "20261210T180000Z/20261210T200000Z" && google["action"] == "TEMPLATE")
        #expect(google["text"] == "Apéro des indépendants")
        #expect(google["location"] == "le caveau, La Cave, 4 place de Châteauneuf")
        #expect(google["details"]?.hasSuffix("\n\n\(page)") == true)
        let outlook = try fields(links.outlook)
        #expect(outlook["startdt"] == "2026-12-10T18:00:00Z" && outlook["enddt"] == "2026-12-10T20:00:00Z")
        #expect(outlook["subject"] == google["text"] && outlook["body"] == google["details"])
        #expect(links.webcal == "webcal://hopdrink.test/meetups/\(samples.meetup.id).ics")
        #expect(links.file == "/meetups/\(samples.meetup.id).ics")
    }

    private static let allowed = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%&=".utf8
    )

    @Test(arguments: [
        "Bread & butter = +1 #2?", "100 % \"wine\" <b>", "a\u{301}\u{338}", "🍷 l’apéro", "a\r\nb;c", "../../%2e",
    ])
    func `organiser's text stays in its parameter, whatever it contains`(text: String) throws {
        let samples = try Samples()
        let links = try links(try Samples.meetup(in: samples.city, title: text, text: text), samples)
        for (address, title, body) in [(links.google, "text", "details"), (links.outlook, "subject", "body")] {
            let query = try #require(address.split(separator: "?", maxSplits: 1).last)
            #expect(query.utf8.allSatisfy(Self.allowed.contains))
            let found = try fields(address)
            #expect(found[title]?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
            #expect(found[body]?.hasPrefix(text) == true && found.count == (title == "text" ? 5 : 7))
        }
    }

    @Test func `long text is cut so that the address stays short enough`() throws {
        let samples = try Samples()
        let meetup = try Samples.meetup(in: samples.city, text: String(repeating: "é", count: 4000))
        let links = try links(meetup, samples)
        #expect(links.google.utf8.count < 3000 && links.outlook.utf8.count < 3000)
    }
}
