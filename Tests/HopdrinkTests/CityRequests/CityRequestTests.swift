import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// Requests for a city that the network does not have, from the form to the opening of the city.
struct CityRequestTests {
    private let site: TestSite
    private static let eve = "eve@example.org"

    init() async throws {
        site = try await TestSite()
    }

    @discardableResult
    private func ask(_ city: String, _ address: String = eve, _ day: String = "thursday") async throws -> Visitor.Answer
    {
        site.clock.advance(by: 1)
        let answer = try await site.visitor.post(
            "/en/city-requests", form: ["city": city, "email": address, day: "on"])
        try await site.deliver()
        return answer
    }

    private func link(_ address: String = eve) throws -> String {
        let letter = try #require(site.relay.letters(to: address).last { $0.kind == .cityRequest })
        return try #require(letter.path(containing: "/en/city-requests/"))
    }

    private func join(_ city: String, _ address: String, _ day: String = "thursday") async throws {
        try await ask(city, address, day)
        #expect(try await site.visitor.post(link(address), form: [:]).status == .seeOther)
    }

    @Test func `form on the network page gives the same response for known and new addresses`() async throws {
        let form = try #require(try await site.visitor.get("/en/").markup.all("form").last)
        #expect(form["action"] == "/en/city-requests")
        let first = try await ask("Graz")
        #expect(first.status == .seeOther && first.location == "/en/city-requests/sent")
        #expect(try await site.visitor.get("/en/city-requests/sent").markup.first("h1")?.text == "Check your email")
        #expect(try await site.visitor.post(link(), form: [:]).status == .seeOther)
        let again = try await ask("Graz")
        #expect(again.bytes == first.bytes && again.headers == first.headers)
        #expect(site.relay.letters(to: Self.eve).last?.plain.contains("already counts") == true)
    }

    @Test func `invalid form comes back with the entered values`() async throws {
        let answer = try await ask("Graz 2", "eve", "friday")
        #expect(answer.status == .unprocessableContent)
        let markup = answer.markup
        #expect(markup[id: "city-request-city"]?["value"] == "Graz 2" && markup[id: "city-request-city-fault"] != nil)
        #expect(markup[id: "city-request-email-fault"] != nil)
        #expect(markup.all("input").filter { $0["checked"] != nil }.map { $0["name"] } == ["friday"])
    }

    @Test func `confirmation email contains nothing that was typed`() async throws {
        try await ask("Buy pills at pills.test")
        let letter = try #require(site.relay.letters(to: Self.eve).last)
        #expect(!(letter.plain + letter.html + letter.header("Subject")).lowercased().contains("pills"))
    }

    @Test func `request for an existing city redirects to its page`() async throws {
        for name in ["Tours", "TOURS", " tours "] { #expect(try await ask(name).location == "/en/tours") }
        #expect(try await site.count("city_requests") == 0 && site.relay.letters.isEmpty)
    }

    @Test func `city is listed from two confirmed people on, most requested first`() async throws {
        func named() async throws -> [String] {
            try await site.visitor.get("/en/").markup.all("li").map(\.text).filter { $0.contains("people") }
        }
        try await join("Linz", "a@example.org")
        try await ask("Linz", "b@example.org")
        #expect(try await named().isEmpty)
        _ = try await site.visitor.post(link("b@example.org"), form: [:])
        for name in ["c", "d", "e"] { try await join(name == "c" ? "Zürich" : "ZURICH", "\(name)@example.org") }
        #expect(try await named() == ["Zürich, 3 people", "Linz, 2 people"])
        try await site.apply(TestNetwork(name: "Linz"))
        #expect(try await named() == ["Zürich, 3 people"])
    }

    @Test func `GET changes nothing, the button confirms, and another button withdraws`() async throws {
        try await ask("Graz")
        let before = try await site.dump()
        let link = try link()
        let page = try await site.visitor.get(link)
        #expect(page.markup.first("h1")?.text == "Would you come in Graz?")
        #expect(page.markup.first("form")?["action"] == link)
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(try await site.dump() == before)
        for _ in 1...2 { #expect(try await site.visitor.post(link, form: [:]).location == link) }
        let withdraw = try #require(try await site.visitor.get(link).markup.first("form")?["action"])
        #expect(withdraw == "\(link)/withdraw")
        for _ in 1...2 {
            #expect(try await site.visitor.post(withdraw, form: [:]).location == "/en/city-requests/withdrawn")
        }
        #expect(try await !site.holds(Self.eve))
        #expect(try await site.visitor.get(link).status == .notFound)
        #expect(try await site.visitor.get("/en/city-requests/withdrawn").status == .ok)
    }

    @Test func `address gets at most three emails a day, whichever cities are requested`() async throws {
        for city in ["Graz", "Linz", "Wels", "Steyr", "Graz"] { try await ask(city) }
        #expect(site.relay.letters(to: Self.eve).count == 3)
        site.clock.advance(by: .day)
        try await ask("Graz")
        #expect(site.relay.letters(to: Self.eve).count == 4)
    }

    @Test func `unconfirmed city request is erased after two days`() async throws {
        try await ask("Graz")
        site.clock.advance(by: 48 * .hour)
        try await site.followUpCityRequests().eraseLeft()
        #expect(try await site.count("city_requests") == 1)
        site.clock.advance(by: 1)
        try await site.followUpCityRequests().eraseLeft()
        #expect(try await !site.holds(Self.eve))
    }

    @Test func `forged link gives 404`() async throws {
        try await ask("Graz")
        let link = try link()
        let forged = String(link.dropLast()) + (link.hasSuffix("0") ? "1" : "0")
        for path in [forged, "/en/city-requests/x"] {
            #expect(try await site.visitor.get(path).status == .notFound)
            #expect(try await site.visitor.post(path, form: [:]).status == .notFound)
            #expect(try await site.visitor.post("\(path)/withdraw", form: [:]).status == .notFound)
        }
        #expect(try await site.visitor.get(link.replacing("/city-requests/", with: "/followers/")).status == .notFound)
        #expect(try await site.count("city_requests") == 1)
    }

    @Test func `administrators are emailed once, with a draft that is valid once the venue is filled in`()
        async throws
    {
        let boss = "boss@example.org"
        let service = try site.followUpCityRequests(administrators: ["Boss <\(boss)>"])
        for (name, day) in [("a", "tuesday"), ("b", "tuesday")] {
            try await join("Bad Ischl", "\(name)@example.org", day)
        }
        try await service.tellAdministrators()
        try await site.deliver()
        #expect(site.relay.letters(to: boss).isEmpty)
        for name in ["c", "d"] { try await join("bad ischl", "\(name)@example.org", "friday") }
        for _ in 1...2 { try await service.tellAdministrators() }
        try await site.deliver()
        #expect(site.relay.kinds(to: boss) == [.cityRequested])
        let letter = try #require(site.relay.letters(to: boss).first)
        #expect(letter.header("Subject") == "People are asking for Bad Ischl")
        #expect(letter.plain.contains("4 people would come"))
        #expect(letter.plain.contains("Tuesday suits 2 people.") && letter.plain.contains("Friday suits 2 people."))
        let draft = letter.plain.components(separatedBy: "\r\n").drop { !$0.hasPrefix("- slug:") }
            .prefix { !$0.isEmpty }.joined(separator: "\n")
        #expect(
            try network(draft, filled: false)?.list.map(\.field) == [
                "cities[0].series[0].venue.name", "cities[0].series[0].venue.address",
            ])
        #expect(try network(draft, filled: true) == nil)
    }

    /// Returns the errors of a configuration that has `draft` under `cities:`.
    private func network(_ draft: String, filled: Bool) throws -> ValidationErrors? {
        let text = filled ? draft.replacing("# !", with: "Café Zauner") : draft
        var fields = InputDecoder(try YAMLReader.read(Array("cities:\n\(text)\n".utf8)))
        let network = Network(reading: &fields, zones: .system)
        do throws(ValidationErrors) {
            try fields.finish()
        } catch {
            return error
        }
        let series = try #require(network.cities.first?.series.first)
        #expect(network.cities.first?.city.name == "Bad Ischl" && series.slug.text == "second-tuesday")
        return nil
    }

    @Test func `without administrators no email is sent, and administrators added later get one`() async throws {
        for name in ["a", "b", "c"] { try await join("Graz", "\(name)@example.org") }
        try await site.followUpCityRequests().tellAdministrators()
        #expect(try await site.count("requested_cities") == 0)
        try await site.followUpCityRequests(administrators: ["Boss <boss@example.org>"]).tellAdministrators()
        try await site.deliver()
        #expect(site.relay.kinds(to: "boss@example.org") == [.cityRequested])
    }

    @Test func `people get one email when their city starts, and are erased a week later`() async throws {
        try await join("Gräz", Self.eve)
        try await ask("Graz", "late@example.org")
        let service = try site.followUpCityRequests()
        try await service.tellOfBeginnings()
        var city = TestNetwork(name: "Graz", series: [])
        try await site.apply(city)
        try await service.tellOfBeginnings()
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.eve) == [.cityRequest])
        city.series = [TestSeries()]
        try await site.apply(city)
        for _ in 1...2 { try await service.tellOfBeginnings() }
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.eve) == [.cityRequest, .cityStarts])
        #expect(site.relay.kinds(to: "late@example.org") == [.cityRequest])
        let letter = try #require(site.relay.letters(to: Self.eve).last)
        #expect(letter.header("Subject").contains("starting_in_Graz") && letter.plain.contains("10 December 2026"))
        #expect(letter.plain.contains("https://hopdrink.test/en/tours#follow"))
        site.clock.advance(by: 7 * .day + 1)
        try await service.eraseLeft()
        #expect(try await !site.holds("example.org"))
    }
}
