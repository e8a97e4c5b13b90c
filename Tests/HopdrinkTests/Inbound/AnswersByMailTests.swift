import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// Guests' replies from their calendars.
struct AnswersByMailTests {
    private let site: TestSite
    private static let ada = "ada@example.org"
    private static let bob = "bob@example.org"

    /// Ada is going to a meetup with `capacity` seats.
    init() async throws {
        site = try await Self.site(capacity: 20)
    }

    private static func site(capacity: Int) async throws -> TestSite {
        var network = TestNetwork()
        network.series[0].terms.capacity = capacity
        let site = try await TestSite(network)
        try await site.join(ada)
        site.relay.forget()
        return site
    }

    @Test(arguments: TestMail.Program.allCases)
    func `every calendar program can cancel, which promotes a waiting guest`(program: TestMail.Program) async throws {
        let site = try await Self.site(capacity: 1)
        try await site.join(Self.bob)
        #expect(try await site.state(of: Self.bob) == .waiting)
        site.clock.advance(by: .minute)
        let mail = try await site.answer(of: Self.ada) { ($0.status, $0.program) = ("DECLINED", program) }
        #expect(try await site.take(mail) == .answered(.cancel, partyIsTooLarge: false))
        #expect(try await site.state(of: Self.ada) == .cancelled)
        #expect(try await site.state(of: Self.bob) == .going)
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.bob).last == .promoted)
    }

    @Test(arguments: TestMail.Program.allCases)
    func `guest can accept again after declining`(program: TestMail.Program) async throws {
        try await site.take(try await site.answer(of: Self.ada) { $0.status = "DECLINED" })
        site.clock.advance(by: .hour)
        let mail = try await site.answer(of: Self.ada) { ($0.program, $0.stamp) = (program, "20261201T130000Z") }
        #expect(try await site.take(mail) == .answered(.revive, partyIsTooLarge: false))
        #expect(try await site.state(of: Self.ada) == .going)
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.ada) == [.going])
    }

    @Test func `guest who accepts again joins the waiting list of a full meetup and is emailed`() async throws {
        let site = try await Self.site(capacity: 1)
        try await site.take(try await site.answer(of: Self.ada) { $0.status = "DECLINED" })
        try await site.join(Self.bob)
        #expect(try await site.state(of: Self.bob) == .going)
        site.clock.advance(by: .hour)
        #expect(
            try await site.take(try await site.answer(of: Self.ada) { $0.stamp = nil })
                == .answered(.revive, partyIsTooLarge: false))
        #expect(try await site.state(of: Self.ada) == .waiting)
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.ada) == [.waiting])
    }

    @Test func `calendar reply confirms a pending RSVP`() async throws {
        try await site.ask(Self.bob)
        #expect(try await site.state(of: Self.bob) == .pending)
        #expect(
            try await site.take(try await site.answer(of: Self.bob)) == .answered(.confirm, partyIsTooLarge: false))
        #expect(try await site.state(of: Self.bob) == .going)
    }

    @Test(arguments: ["ACCEPTED", "TENTATIVE"])
    func `guest who is going and accepts again, or tentatively, keeps the seat`(status: String) async throws {
        let before = try await site.rsvp(of: Self.ada)
        let mail = try await site.answer(of: Self.ada) { $0.status = status }
        #expect(try await site.take(mail) == .answered(.keep, partyIsTooLarge: false))
        #expect(try await site.rsvp(of: Self.ada) == before)
        try await site.deliver()
        #expect(site.relay.letters.isEmpty)
    }

    @Test func `calendar reply can add companions only while seats are left`() async throws {
        let site = try await Self.site(capacity: 3)
        var mail = try await site.answer(of: Self.ada) { $0.guests = 2 }
        #expect(try await site.take(mail) == .answered(.keep, partyIsTooLarge: false))
        #expect(try await site.rsvp(of: Self.ada)?.party == 3)
        mail = try await site.answer(of: Self.ada) { $0.guests = 1 }
        try await site.take(mail)
        try await site.join(Self.bob)
        mail = try await site.answer(of: Self.ada) { ($0.guests, $0.stamp) = (2, nil) }
        #expect(try await site.take(mail) == .answered(.keep, partyIsTooLarge: true))
        #expect(try await site.rsvp(of: Self.ada)?.party == 2)
    }

    @Test func `repeated message has no effect`() async throws {
        let decline = try await site.answer(of: Self.ada) { $0.status = "DECLINED" }
        try await site.take(decline)
        site.clock.advance(by: .hour)
        try await site.take(try await site.answer(of: Self.ada) { $0.stamp = "20261201T130000Z" })
        #expect(try await site.take(decline) == .repeated)
        #expect(try await site.state(of: Self.ada) == .going)
    }

    @Test func `later reply wins if replies arrive in the wrong order`() async throws {
        site.clock.advance(by: .hour)
        try await site.take(
            try await site.answer(of: Self.ada) { ($0.status, $0.stamp) = ("DECLINED", "20261201T123000Z") })
        let former = try await site.answer(of: Self.ada) { $0.stamp = "20261201T121500Z" }
        #expect(try await site.take(former) == .answerIgnored(.overtaken))
        #expect(try await site.state(of: Self.ada) == .cancelled)
    }

    @Test func `later action on the guest's page wins over a delayed reply`() async throws {
        let site = try await TestSite()
        try await site.join(Self.ada)
        let late = try await site.answer(of: Self.ada)
        site.clock.advance(by: .hour)
        try await site.cancel(Self.ada)
        #expect(try await site.take(late) == .answerIgnored(.overtaken))
        #expect(try await site.state(of: Self.ada) == .cancelled)
    }

    @Test func `reply to an outdated invitation changes nothing`() async throws {
        try await site.execute("UPDATE meetups SET revision_number = 2")
        for (sequence, outcome) in [
            (1, ReceivedOutcome.answerIgnored(.outdated)), (2, .answered(.cancel, partyIsTooLarge: false)),
        ] {
            let mail = try await site.answer(of: Self.ada) { ($0.status, $0.sequence) = ("DECLINED", sequence) }
            #expect(try await site.take(mail) == outcome)
        }
    }

    @Test(arguments: [
        "RECURRENCE-ID:20261217T180000Z", "RECURRENCE-ID;TZID=Europe/Paris:20261217T190000",
        "RECURRENCE-ID;VALUE=DATE:20261217", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261203T180000Z",
        "RECURRENCE-ID:nonsense", "RECURRENCE-ID:20261210T180000Z\r\nRECURRENCE-ID:20261217T180000Z", "RECURRENCE-ID:",
        "RECURRENCE-ID;VALUE=PERIOD:20261210T180000Z/PT2H", "recurrence-id:20261217T180000Z",
        "RECURRENCE-ID ;A=b:20261217T180000Z", "RECURRENCE-ID;VALUE=TEXT:20261210T180000Z",
    ])
    func `reply that names another occurrence changes nothing`(line: String) async throws {
        let mail = try await site.answer(of: Self.ada) { ($0.status, $0.recurrence) = ("DECLINED", line) }
        #expect(try await site.take(mail) == .answerIgnored(.otherMeetup))
        #expect(try await site.state(of: Self.ada) == .going)
    }

    @Test(arguments: [
        "RECURRENCE-ID:20261210T180000Z", "RECURRENCE-ID;TZID=Europe/Paris:20261210T190000",
        "RECURRENCE-ID;TZID=Romance Standard Time:20261210T190000", "RECURRENCE-ID;VALUE=DATE:20261210",
        "RECURRENCE-ID;TZID=Asia/Tokyo:20261211T030000",
    ])
    func `reply that names this occurrence counts in every format`(line: String) async throws {
        let mail = try await site.answer(of: Self.ada) { ($0.status, $0.recurrence) = ("DECLINED", line) }
        #expect(try await site.take(mail) == .answered(.cancel, partyIsTooLarge: false))
    }

    @Test func `reply changes nothing once the meetup has begun`() async throws {
        try site.clock.move(to: "2026-12-10T18:00:00Z")
        let mail = try await site.answer(of: Self.ada) { ($0.status, $0.stamp) = ("DECLINED", nil) }
        #expect(try await site.take(mail) == .answerIgnored(.started))
        #expect(try await site.state(of: Self.ada) == .going)
    }

    @Test func `replies per RSVP and day are limited`() async throws {
        for number in 1...21 {
            let mail = try await site.answer(of: Self.ada) { ($0.status, $0.stamp) = ("TENTATIVE", nil) }
            let expected =
                number > 20 ? ReceivedOutcome.answerIgnored(.tooMany) : .answered(.keep, partyIsTooLarge: false)
            #expect(try await site.take(mail) == expected)
        }
        site.clock.advance(by: .day)
        let mail = try await site.answer(of: Self.ada) { ($0.status, $0.stamp) = ("DECLINED", nil) }
        #expect(try await site.take(mail) == .answered(.cancel, partyIsTooLarge: false))
    }
}

/// Replies that are not the guest's, or that must not be answered.
struct UnverifiedMailTests {
    private let site: TestSite
    private static let ada = "ada@example.org"

    init() async throws {
        site = try await TestSite()
        try await site.join(Self.ada)
        site.relay.forget()
    }

    private func forged(_ change: (inout TestMail) -> Void = { _ in }) async throws -> TestMail {
        var mail = try await site.answer(of: Self.ada) { ($0.status, $0.attendee) = ("DECLINED", "eve@example.org") }
        mail.from = "eve@example.org"
        change(&mail)
        return mail
    }

    @Test func `reply in another's name sends the guest one email a day`() async throws {
        #expect(try await site.take(try await forged()) == .unverified)
        #expect(try await site.take(try await forged()) == .unverified)
        #expect(try await site.state(of: Self.ada) == .going)
        #expect(try await site.letterRows(to: Self.ada).filter { $0.kind == "unverified" }.count == 1)
        #expect(try await site.letterRows(to: "eve@example.org").isEmpty)
    }

    @Test func `verdict of our own mail server counts, and results below it are ignored`() async throws {
        func mail(_ results: [String]) async throws -> TestMail {
            var mail = try await site.answer(of: Self.ada) { $0.status = "DECLINED" }
            mail.header = results.map { "Authentication-Results: \($0)" }
            return mail
        }
        let (failed, passed) = ("mx.hopdrink.test; dmarc=fail", "mx.hopdrink.test; dmarc=pass")
        #expect(try await site.take(try await mail([failed, passed])) == .unverified)
        #expect(try await site.state(of: Self.ada) == .going)
        #expect(
            try await site.take(try await mail([passed, failed])) == .answered(.cancel, partyIsTooLarge: false))
    }

    @Test(arguments: [
        ["Return-Path: <>"], ["Auto-Submitted: auto-replied"], ["List-Id: <x.example.org>"], ["Precedence: bulk"],
    ])
    func `automatic message causes no email to the guest`(header: [String]) async throws {
        let mail = try await forged { $0.header = header }
        #expect(try await site.take(mail) == .answerIgnored(.unverified))
        #expect(try await site.letterRows(to: Self.ada).allSatisfy { $0.kind != "unverified" })
    }

    @Test(arguments: ["post@hopdrink.test", "post+anything@hopdrink.test", "eve@example.org"])
    func `message without a signed address has no effect and is not recorded`(address: String) async throws {
        var mail = try await site.answer(of: Self.ada) { $0.status = "DECLINED" }
        mail.to = address
        #expect(try await site.take(mail) == .ignored(.unsigned))
        #expect(try await site.state(of: Self.ada) == .going)
        #expect(try await site.count("received_mail") == 0)
    }

    @Test func `signature for one guest does not work for another`() async throws {
        let address = try await site.replyAddress(of: Self.ada)
        try await site.join("bob@example.org")
        let other = try await site.replyAddress(of: "bob@example.org")
        var mail = try await site.answer(of: Self.ada) { $0.status = "DECLINED" }
        let domain = "@hopdrink.test"
        mail.to = String(other.dropLast(domain.count + 16)) + address.dropLast(domain.count).suffix(16) + domain
        #expect(try await site.take(mail) == .ignored(.unsigned))
    }

    @Test func `envelope recipient takes precedence over the header`() async throws {
        var mail = try await site.answer(of: Self.ada) { $0.status = "DECLINED" }
        let envelope = ReceivedEnvelope(sender: Self.ada, recipient: mail.to)
        mail.to = "undisclosed@example.org"
        #expect(try await site.take(mail, envelope) == .answered(.cancel, partyIsTooLarge: false))
    }

    @Test func `mbox line before the header is ignored`() async throws {
        let mail = try await site.answer(of: Self.ada) { $0.status = "DECLINED" }
        let bytes = Array("From ada@example.org  Tue Dec  1 12:00:00 2026\n".utf8) + mail.bytes
        #expect(try await site.receive(bytes, ReceivedEnvelope()) == .answered(.cancel, partyIsTooLarge: false))
    }

    @Test func `message written by hand is ignored`() async throws {
        let mail = TestMail(to: try await site.replyAddress(of: Self.ada))
        #expect(try await site.take(mail) == .ignored(.byHand))
    }

    @Test func `our own email is ignored when it comes back`() async throws {
        let meetup = try await site.firstMeetup()
        try await site.execute("UPDATE letters SET state = 'dead' WHERE kind = 'going'")
        var mail = try await site.answer(of: Self.ada) { $0.uid = meetup.uid }
        mail.messageID = "going.\(Letter.ID.new(at: site.clock.now))@hopdrink.test"
        #expect(try await site.take(mail) == .ignored(.ownLetter))
    }

    @Test(arguments: [[], Array("nonsense".utf8), Array("Subject: no end".utf8), [0, 0, 0]] as [[UInt8]])
    func `malformed message changes nothing`(bytes: [UInt8]) async throws {
        let outcome = try await site.receive(bytes, ReceivedEnvelope())
        #expect(outcome == .unreadable || outcome == .ignored(.unsigned))
    }
}
