import Domain
import Foundation
import HTTPTypes
import Mail
import Testing

@testable import Hopdrink

/// Content and headers of the emails that are sent.
struct LettersTests {
    private let site: TestSite
    private static let ada = "ada@example.org"

    init() async throws {
        site = try await TestSite()
    }

    private func letter(_ kind: LetterKind) throws -> ReceivedLetter {
        try #require(site.relay.letters(to: Self.ada).last { $0.kind == kind })
    }

    @Test func `email to an unconfirmed address contains nothing that a visitor typed`() async throws {
        let id = try await site.firstMeetup().id
        let form: KeyValuePairs = ["name": "BUY PILLS at pills.test", "email": Self.ada, "companions": "7"]
        _ = try await site.visitor.post("/en/meetups/\(id)/rsvps", form: form)
        try await site.deliver()
        let letter = try letter(.confirm)
        for text in [letter.plain, letter.html, letter.header("Subject"), letter.header("To")] {
            #expect(!text.lowercased().contains("pills"))
        }
        #expect(letter.header("To") == Self.ada)
        #expect(letter.calendar == nil)
        #expect(letter.header("Auto-Submitted") == "auto-generated")
    }

    @Test func `emails contain secrets, and the database only their hashes`() async throws {
        try await site.join(Self.ada)
        try await site.ask(Self.ada)
        try await site.deliver()
        let tokens = site.relay.letters.compactMap(\.token)
        #expect(Set(tokens).count == 3)
        for token in tokens {
            #expect(try await !site.holds(token.text))
            #expect(try await site.holds(token.hash))
        }
    }

    @Test func `both parts of an email have its link`() async throws {
        try await site.join(Self.ada)
        for kind in [LetterKind.confirm, .going] {
            let letter = try letter(kind)
            let token = try #require(letter.token).text
            #expect(letter.html.contains(token))
            #expect(Markup(letter.html).unbalanced.isEmpty)
        }
    }

    @Test func `email is in the guest's language`() async throws {
        let id = try await site.firstMeetup().id
        _ = try await site.visitor.post("/fr/meetups/\(id)/rsvps", form: ["name": "Ada", "email": Self.ada])
        try await site.deliver()
        let letter = try letter(.confirm)
        #expect(letter.html.contains("lang=\"fr\""))
        #expect(try #require(letter.link).hasPrefix("/fr/rsvps/confirm/"))
    }

    @Test func `email is in the city's language unless the request asks for another`() async throws {
        let site = try await TestSite(TestNetwork(languages: "fr, en"))
        let id = try await site.firstMeetup().id
        let body = #"{"name": "Ada", "email": "ada@example.org"}"#
        _ = try await site.visitor.post("/api/v1/meetups/\(id)/rsvps", json: body)
        _ = try await site.visitor.post(
            "/api/v1/meetups/\(id)/rsvps", json: body.replacing("ada@", with: "bob@"), headers: [.acceptLanguage: "en"]
        )
        try await site.deliver()
        #expect(site.relay.letters(to: Self.ada).first?.link?.hasPrefix("/fr/") == true)
        #expect(site.relay.letters(to: "bob@example.org").first?.link?.hasPrefix("/en/") == true)
    }

    @Test func `email about a seat has an invitation for its guest`() async throws {
        try await site.join(Self.ada)
        let rsvp = try #require(try await site.rsvp(of: Self.ada))
        let meetup = try await site.firstMeetup()
        let letter = try letter(.going)
        let calendar = try #require(letter.calendar)
        let event = try #require(calendar.event)
        #expect(letter.calendarType.contains("method=REQUEST"))
        #expect(calendar.lines.contains("METHOD:REQUEST"))
        #expect(event["UID"] == meetup.uid && event["SEQUENCE"] == "0" && event["STATUS"] == "CONFIRMED")
        #expect(event.line("DTSTART") == "DTSTART;TZID=Europe/Paris:20261210T190000")
        let organiser = site.verp.address(for: .reply(rsvp.id))
        #expect(event["ORGANIZER"] == "mailto:\(organiser)" && letter.header("Reply-To").contains(organiser))
        let attendee = try #require(event.line("ATTENDEE"))
        #expect(attendee.hasSuffix(":mailto:ada@example.org") && attendee.contains("PARTSTAT=ACCEPTED"))
        #expect(attendee.contains("CN=Guest ada") && attendee.contains("RSVP=FALSE"))
        #expect(event["TRANSP"] == "OPAQUE")
        #expect(try #require(letter.attachment).headers["content-disposition"] == "attachment; filename=\"invite.ics\"")
    }

    @Test func `change and cancellation have the UID, organiser and attendee of the invitation`() async throws {
        try await site.join(Self.ada)
        site.clock.advance(by: 1)
        try await site.apply(TestNetwork(series: [TestSeries(time: "20:00")]))
        try await site.deliver()
        site.clock.advance(by: 1)
        try await site.apply(TestNetwork(series: [TestSeries(time: "20:00", cancelled: ["2026-12-10"])]))
        try await site.deliver()
        let letters = try [letter(.going), letter(.changed), letter(.cancelled)]
        let calendars = letters.compactMap(\.calendar)
        let methods = calendars.map { $0.lines.first { $0.hasPrefix("METHOD") } }
        #expect(methods == ["METHOD:REQUEST", "METHOD:REQUEST", "METHOD:CANCEL"])
        #expect(calendars.map { $0.event?["SEQUENCE"] } == ["0", "1", "2"])
        for name in ["UID", "ORGANIZER", "ATTENDEE"] { #expect(Set(calendars.map { $0.event?[name] }).count == 1) }
        #expect(calendars[2].event?["STATUS"] == "CANCELLED")
        #expect(letters[2].calendarType.contains("method=CANCEL"))
        #expect(letters[2].link == nil)
        #expect(letters[2].header("Subject").hasPrefix("=?UTF-8?Q?Cancelled=3A"))
    }

    @Test func `reminder and waiting list email have no invitation`() async throws {
        var series = TestSeries()
        series.terms.capacity = 1
        let site = try await TestSite(TestNetwork(series: [series]))
        try await site.join(Self.ada)
        try await site.join("bob@example.org")
        try site.clock.move(to: "2026-12-09T18:00:00Z")
        try await site.queueReminders()
        try await site.deliver()
        let letters = site.relay.letters.filter { [.reminder, .waiting].contains($0.kind) }
        #expect(letters.count == 2 && letters.allSatisfy { $0.calendar == nil && $0.link != nil })
    }

    @Test func `every email has its own Message-ID`() async throws {
        try await site.join(Self.ada)
        let identifiers = site.relay.letters.map { $0.header("Message-ID") }
        #expect(Set(identifiers).count == 2)
        #expect(identifiers.allSatisfy { $0.hasPrefix("<") && $0.hasSuffix("@hopdrink.test>") })
    }

    @Test func `name with quotes, marks, emoji and two writing directions arrives unchanged`() async throws {
        let name = "Zoe\u{301} \"\u{301} O'Neil; 🧀, שלום <b>"
        let id = try await site.firstMeetup().id
        _ = try await site.visitor.post("/en/meetups/\(id)/rsvps", form: ["name": name, "email": Self.ada])
        try await site.deliver()
        try await site.press(.confirm, of: Self.ada)
        try await site.deliver()
        let letter = try letter(.going)
        let stored = name.precomposedStringWithCanonicalMapping
        #expect(letter.plain.contains(stored))
        #expect(!letter.html.contains("<b>"))
        #expect(letter.bytes.allSatisfy { (1..<0x80).contains($0) })
        #expect(letter.calendar?.events.count == 1)
    }
}
