import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Responses do not reveal whether an address is known, or from what.
struct AnswersLookAlikeTests {
    private let site: TestSite
    private let meetup: Meetup

    /// Ada is going, Bob is on the waiting list, Cleo has not confirmed, Dora has cancelled, Eve's address bounces, Fay
    /// has received the maximum of emails, Gus follows the city, an operator stopped email to Hal, and Zoe is new.
    private static let addresses = ["ada", "bob", "cleo", "dora", "eve", "fay", "gus", "hal", "zoe"]
        .map { "\($0)@example.org" }

    init() async throws {
        var series = TestSeries()
        series.terms.capacity = 3
        var abuse = AbuseSettings.none
        abuse.limits.emailAddress = Rate(3, per: 3600)
        site = try await TestSite(TestNetwork(series: [series]), abuse: abuse)
        meetup = try await site.firstMeetup()
        site.relay.willAnswer(.badAddress)
        try await site.join("eve@example.org")
        try await site.join("dora@example.org")
        try await site.cancel("dora@example.org")
        try await site.join("ada@example.org", bringing: 1)
        try await site.join("bob@example.org", bringing: 2)
        try await site.ask("cleo@example.org")
        for _ in 1...3 { try await site.ask("fay@example.org") }
        _ = try await site.visitor.post("/en/tours/followers", form: ["email": "gus@example.org"])
        let hal = try EmailAddress(parsing: "hal@example.org")
        try await site.database.write {
            try $0.suppressions.suppress(hal, Suppression(scope: .everything, cause: .operator))
        }
        site.clock.advance(by: .minute)
    }

    private func lookAlike(_ answers: [Visitor.Answer], _ status: HTTPResponse.Status) {
        #expect(answers.allSatisfy { $0.status == status })
        #expect(Set(answers.map { $0.text.replacing($0.formToken ?? "none", with: "") }).count == 1)
        #expect(Set(answers.map(\.headers)).count == 1)
    }

    @Test func `RSVP form gives every address the same response`() async throws {
        var answers: [Visitor.Answer] = []
        for address in Self.addresses { answers.append(try await site.ask(address)) }
        lookAlike(answers, .seeOther)
        #expect(answers.first?.location == "/en/meetups/\(meetup.id)/rsvps/sent")
    }

    @Test func `follower form gives every address the same response`() async throws {
        var answers: [Visitor.Answer] = []
        for address in Self.addresses {
            answers.append(try await site.visitor.post("/en/tours/followers", form: ["email": address]))
        }
        lookAlike(answers, .seeOther)
        #expect(answers.first?.location == "/en/tours/followers/sent")
    }

    @Test func `form that comes back is the same for every address, except for the entered values`() async throws {
        for path in ["/en/meetups/\(meetup.id)/rsvps", "/en/tours/followers"] {
            var answers: [Visitor.Answer] = []
            for address in Self.addresses {
                let form: KeyValuePairs = ["email": address, "name": "", "form_token": ""]
                let answer = try await site.visitor.post(path, form: form)
                let text = answer.text.replacing(address, with: "")
                var headers = answer.headers
                headers[.contentLength] = nil
                answers.append(Visitor.Answer(status: answer.status, headers: headers, bytes: Array(text.utf8)))
            }
            lookAlike(answers, .unprocessableContent)
        }
    }

    @Test func `RSVP API gives every address the same response`() async throws {
        var answers: [Visitor.Answer] = []
        for address in Self.addresses {
            let body = #"{"name": "Somebody", "email": "\#(address)"}"#
            answers.append(try await site.visitor.post("/api/v1/meetups/\(meetup.id)/rsvps", json: body))
        }
        lookAlike(answers, .created)
    }

    @Test func `error response of the API is the same for every address`() async throws {
        var answers: [Visitor.Answer] = []
        for address in Self.addresses {
            let body = #"{"name": "", "email": "\#(address)"}"#
            answers.append(try await site.visitor.post("/api/v1/meetups/\(meetup.id)/rsvps", json: body))
        }
        lookAlike(answers, .unprocessableContent)
    }

    @Test func `no page and no feed contains guest data`() async throws {
        let paths = [
            "/en/", "/en/tours", "/en/meetups/\(meetup.id)", "/en/meetups/\(meetup.id)/rsvps/sent", "/feeds/tours.ics",
            "/meetups/\(meetup.id).ics", "/api/v1/cities/tours/meetups", "/api/v1/meetups/\(meetup.id)",
        ]
        for path in paths {
            let answer = try await site.visitor.get(path)
            #expect(answer.status == .ok)
            #expect(!answer.text.contains("example.org") && !answer.text.contains("Guest"), "\(path)")
        }
    }
}
