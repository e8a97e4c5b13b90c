import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// A person's way from the city page to the meetup, as they see it.
struct GuestJourneyTests {
    private let site: TestSite

    init() async throws {
        var series = TestSeries()
        series.terms.capacity = 2
        site = try await TestSite(TestNetwork(series: [series]))
    }

    private func page(_ path: String, _ status: HTTPResponse.Status = .ok) async throws -> Markup {
        let answer = try await site.visitor.get(path)
        #expect(answer.status == status, "\(path)")
        #expect(answer.markup.unbalanced.isEmpty, "\(path)")
        return answer.markup
    }

    @Test func `links lead from the network over the city to the meetup`() async throws {
        let network = try await page("/en/")
        let city = try #require(network.all("a").first { $0["href"] == "/en/tours" })
        let occurrences = try await page(try #require(city["href"]))
        let id = try await site.firstMeetup().id
        let occurrence = try #require(occurrences.all("a").first { $0["href"] == "/en/meetups/\(id)" })
        let meetup = try await page(try #require(occurrence["href"]))
        #expect(meetup.first("h1")?.text == "Apero")
        #expect(meetup.all("form").map { $0["action"]?.prefix { $0 != "#" } } == ["/en/meetups/\(id)/rsvps"])
        #expect(meetup.all("a").contains { $0["href"] == "/meetups/\(id).ics" })
        #expect(occurrences.all("a").contains { $0["href"] == "webcal://hopdrink.test/feeds/tours.ics" })
    }

    @Test func `asking, confirming, changing and cancelling each lead to their page`() async throws {
        let id = try await site.firstMeetup().id
        let asked = try await site.ask("ada@example.org")
        #expect(asked.status == .seeOther)
        #expect(try await page(try #require(asked.location)).first("h1")?.text == "Check your email")
        try await site.deliver()
        let confirm = try site.link(in: .confirm, to: "ada@example.org")
        let pending = try await page(confirm)
        #expect(pending.all("form").map { $0["action"] } == [confirm])
        let confirmed = try await site.press(.confirm, of: "ada@example.org")
        #expect(confirmed.status == .seeOther && confirmed.location == confirm)
        #expect(try await page(confirm).first("h1")?.text == "You’re in, see you soon!")
        try await site.deliver()
        let manage = try site.manageLink(of: "ada@example.org")
        #expect(try await page(manage).first("main")?.text.contains("You’re coming.") == true)
        let changed = try await site.change("ada@example.org", bringing: 1)
        #expect(changed.status == .seeOther && changed.location == manage)
        #expect(try await page(manage).first("main")?.text.contains("2 people, including you") == true)
        #expect(try await page("/en/meetups/\(id)").first("main")?.text.contains("Full, waiting list open") == true)
        let cancelled = try await site.cancel("ada@example.org")
        #expect(cancelled.status == .seeOther && cancelled.location == manage)
        #expect(try await page(manage).first("main")?.text.contains("Your RSVP is cancelled.") == true)
        #expect(try await page(manage).all("form").isEmpty)
    }

    @Test func `waiting guest sees their position`() async throws {
        try await site.join("ada@example.org", bringing: 1)
        try await site.join("bob@example.org")
        try await site.join("cleo@example.org")
        let link = try site.link(in: .confirm, to: "cleo@example.org")
        #expect(try await page(link).first("h1")?.text == "You’re on the waiting list")
        for path in [link, try site.manageLink(of: "cleo@example.org")] {
            #expect(try await page(path).first("main")?.text.contains("You’re number 2 on the waiting list.") == true)
        }
    }

    @Test func `invalid form comes back with the entered values and their errors`() async throws {
        let id = try await site.firstMeetup().id
        let answer = try await site.visitor.post(
            "/en/meetups/\(id)/rsvps", form: ["name": "Ada <b>", "email": "ada@", "companions": "5"]
        )
        #expect(answer.status == .unprocessableContent)
        let inputs = answer.markup.all("input")
        #expect(inputs.first { $0["name"] == "name" }?["value"] == "Ada <b>")
        #expect(inputs.first { $0["name"] == "email" }?["value"] == "ada@")
        #expect(answer.text.contains("This doesn’t look like an email address."))
        #expect(answer.text.contains("That is too many people. The room holds 2 in all, you included."))
        #expect(try await site.count("guests") == 0)
    }

    @Test(arguments: ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
    func `form of another media type gives 415`(type: String) async throws {
        let id = try await site.firstMeetup().id
        let answer = try await site.visitor.ask(
            .post, "/en/meetups/\(id)/rsvps", body: Array("name=Ada".utf8), headers: [.contentType: type]
        )
        #expect(answer.status == .unsupportedMediaType)
    }

    @Test func `form that is too large gives 413, and a malformed one 400`() async throws {
        let id = try await site.firstMeetup().id
        let path = "/en/meetups/\(id)/rsvps"
        let large = try await site.visitor.post(path, form: ["name": String(repeating: "a", count: 20_000)])
        #expect(large.status == .contentTooLarge)
        let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        for body in ["name=%GG", "name=%FF"] {
            #expect(
                try await site.visitor.ask(.post, path, body: Array(body.utf8), headers: type).status == .badRequest)
        }
    }

    @Test func `repeated field is refused`() async throws {
        let id = try await site.firstMeetup().id
        let answer = try await site.visitor.post(
            "/en/meetups/\(id)/rsvps", form: ["name": "Ada", "email": "ada@example.org", "email": "bob@example.org"]
        )
        #expect(answer.status == .unprocessableContent)
    }
}
