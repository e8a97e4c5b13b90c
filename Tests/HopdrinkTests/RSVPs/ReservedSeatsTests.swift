import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Reservations for unconfirmed RSVPs, and what they reveal.
struct ReservedSeatsTests {
    /// A meetup for eight: four seats may be reserved, two of them by one client.
    private static func site(_ abuse: AbuseSettings = .none) async throws -> TestSite {
        var series = TestSeries()
        series.terms.capacity = 8
        return try await TestSite(TestNetwork(series: [series]), abuse: abuse, holding: ReservedShare())
    }

    private func ask(
        _ site: TestSite, _ address: String, bringing companions: Int = 0, from peer: String
    ) async throws {
        var visitor = site.visitor
        visitor.peer = peer
        let path = "/en/meetups/\(try await site.firstMeetup().id)/rsvps"
        let form: KeyValuePairs = ["name": "Guest", "email": address, "companions": "\(companions)"]
        #expect(try await visitor.post(path, form: form).status == .seeOther)
    }

    /// Returns the columns of asks that affect later asks, in order of arrival.
    private func holds(_ site: TestSite) async throws -> [[String]] {
        try await site.database.read { tx in
            try tx.rows("SELECT people, place, reserved_until, client, arrival FROM asks ORDER BY arrival").map {
                row in row.values.map { "\($0)" }
            }
        }
    }

    @Test func `RSVP under any address makes the same reservation`() async throws {
        var abuse = AbuseSettings.none
        abuse.limits.emailAddress = Rate(3, per: 3600)
        let site = try await Self.site(abuse)
        try await site.join("going@example.org")
        try await site.join("cancelled@example.org")
        try await site.cancel("cancelled@example.org")
        for _ in 1...3 { try await ask(site, "written@example.org", from: "198.51.100.7") }
        let hal = try EmailAddress(parsing: "stopped@example.org")
        try await site.database.write {
            try $0.suppressions.suppress(hal, Suppression(scope: .everything, cause: .operator))
        }
        try await site.execute("DELETE FROM asks")
        var all: [[[String]]] = []
        for name in ["unknown", "going", "cancelled", "written", "stopped"] {
            try await ask(site, "\(name)@example.org", bringing: 1, from: "203.0.113.1")
            all.append(try await holds(site).map { Array($0.dropLast()) })
            try await site.execute("DELETE FROM asks")
        }
        #expect(all.allSatisfy { $0 == all.first && $0.count == 1 })
    }

    @Test func `words of strangers are stored only if somebody is asked to confirm them`() async throws {
        let site = try await Self.site()
        try await site.join("ada@example.org")
        let path = "/en/meetups/\(try await site.firstMeetup().id)/rsvps"
        _ = try await site.visitor.post(path, form: ["name": "PILLS", "email": "ada@example.org", "word": "PILLS"])
        #expect(try await !site.holds("PILLS"))
        #expect(try await site.count("asks") == 1)
        site.clock.advance(by: 2 * .hour + 1)
        try await site.tidyRSVPs.erasePending()
        #expect(try await site.count("asks") == 0)
    }

    @Test func `pages count only confirmed guests`() async throws {
        let site = try await Self.site()
        let id = try await site.firstMeetup().id
        let paths = ["/en/meetups/\(id)", "/en/tours", "/en/tours/thursday", "/api/v1/cities/tours/meetups"]
        let shown = {
            var texts: [String] = []
            for path in paths {
                let answer = try await site.visitor.get(path)
                texts.append(answer.text.replacing(answer.formToken ?? "none", with: ""))
            }
            return texts
        }
        let before = try await shown()
        for number in 1...6 { try await ask(site, "guest\(number)@example.org", from: "203.0.113.\(number)") }
        #expect(
            try await shown().map { $0.replacing(/formToken" value="[^"]*"/, with: "") }
                == before.map { $0.replacing(/formToken" value="[^"]*"/, with: "") })
        try await site.deliver()
        try await site.press(.confirm, of: "guest1@example.org")
        #expect(try await site.visitor.get("/api/v1/meetups/\(id)").json["places_free"]?.number == 7)
    }

    @Test func `program reserves seats only with an organiser's token`() async throws {
        let site = try await Self.site()
        let path = "/api/v1/meetups/\(try await site.firstMeetup().id)/rsvps"
        let body = { (name: String) in #"{"name": "Ada", "email": "\#(name)@example.org"}"# }
        #expect(try await site.visitor.post(path, json: body("robot")).status == .created)
        #expect(try await site.asks(of: "robot@example.org").map(\.reservation.place) == [.open])
        let token = try await site.organiser()
        #expect(try await site.visitor.post(path, json: body("guest"), headers: token).status == .created)
        #expect(try await site.asks(of: "guest@example.org").map(\.reservation.place) == [.seat])
    }

    @Test func `RSVPs without a token are limited over the API, and invalid ones are not counted`()
        async throws
    {
        var abuse = AbuseSettings.none
        abuse.limits.apiRSVPs = Rate(2, per: 3600)
        let site = try await Self.site(abuse)
        let path = "/api/v1/meetups/\(try await site.firstMeetup().id)/rsvps"
        for _ in 1...3 { #expect(try await site.visitor.post(path, json: "{}").status == .unprocessableContent) }
        var statuses: [Int] = []
        for number in 1...3 {
            let body = #"{"name": "Ada", "email": "guest\#(number)@example.org"}"#
            statuses.append(try await site.visitor.post(path, json: body).status.code)
        }
        #expect(statuses == [201, 201, 429])
        let token = try await site.organiser()
        let body = #"{"name": "Ada", "email": "guest9@example.org"}"#
        #expect(try await site.visitor.post(path, json: body, headers: token).status == .created)
    }

    /// Runs every write twice, as after a conflict with another daemon.
    private struct Repeating: Database {
        private struct Conflict: Error {}

        let database: any Database
        var now: Date { database.now }
        var isShared: Bool { database.isShared }

        func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
            try await database.read(body)
        }

        func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
            await #expect(throws: (any Error).self) {
                try await database.write { tx in
                    _ = try body(tx)
                    throw Conflict()
                }
            }
            return try await database.write(body)
        }

        func close() throws { try database.close() }
    }

    @Test func `RSVP whose transaction runs again is counted once`() async throws {
        let site = try await Self.site()
        let app = site.app(on: Repeating(database: site.database)) { settings, _ in
            settings.abuse.limits.emailAddress = Rate(2, per: 3600)
        }
        let visitor = Visitor(app.router())
        let path = "/api/v1/meetups/\(try await site.firstMeetup().id)/rsvps"
        for words in ["One", "Two"] {
            let body = #"{"name": "Ada", "email": "ada@example.org", "word": "\#(words)"}"#
            #expect(try await visitor.post(path, json: body).status == .created)
        }
        #expect(try await site.asks(of: "ada@example.org").compactMap(\.content?.words.remark) == ["One", "Two"])
    }
}
