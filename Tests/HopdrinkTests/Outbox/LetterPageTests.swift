import Domain
import Foundation
import Mail
import Testing

@testable import Hopdrink

/// The content of emails, in every language.
struct LetterPageTests {
    private let samples: Samples
    private let composer: LetterComposer

    init() throws {
        samples = try Samples()
        let key = SigningKey(Data(repeating: 7, count: 32))
        let sender = Sender(name: "Hopdrink", address: try EmailAddress(parsing: "post@hopdrink.test"))
        composer = LetterComposer(
            pages: samples.pages, sender: sender,
            verp: VERPAddresses(mailbox: sender.address, isRead: true, key: key), links: SignedLinks(key)
        )
    }

    private func letter(_ kind: LetterKind) throws -> Letter {
        let subject: Letter.Subject
        switch kind.audience {
        case .guest: subject = .rsvp(try samples.rsvp(.going(since: samples.now)).id)
        case .contact: subject = .meetup(samples.meetup.id, to: Contact(name: "Claire"))
        case .follower: subject = .follower(Follower.ID(at: samples.now, random: (3, 3)))
        case .person:
            let address = try EmailAddress(parsing: "ada@example.org")
            subject = .person(
                Correspondent(address: address, language: .english), cityRequest: try samples.cityRequest().id)
        }
        return Letter(
            id: Letter.ID(at: samples.now, random: (9, 9)), kind: kind, subject: subject, details: try details,
            queued: samples.now, deadline: .distantFuture, attempts: 0, isUncertain: false, body: nil, sender: nil
        )
    }

    private var details: LetterDetails {
        get throws {
            let former = try Samples.meetup(in: samples.city, start: "2026-12-09T18:30")
            var details = LetterDetails(former: former)
            details.question = LetterDetails.Question(
                name: "Ada", address: "ada@example.org", text: "Is there a lift?\n\n<b>Or stairs?</b>"
            )
            details.guest = "eve@example.org"
            return details
        }
    }

    private func facts(_ kind: LetterKind, in language: String, name: String = "Ada") throws -> LetterFacts {
        let code = try Language(parsing: language)
        let city = City(
            slug: samples.city.slug, name: "Tours", country: "FR", timeZone: samples.city.timeZone, languages: [code],
            representative: nil
        )
        let address = try EmailAddress(parsing: "ada@example.org")
        let states: [LetterKind: RSVP.State] = [.waiting: .waiting, .confirm: .pending]
        var rsvp = try samples.rsvp(states[kind] ?? .going(since: samples.now), name: name)
        rsvp.words = GuestWords(answer: "Taxes", remark: "No cheese,\n\n<b>please</b>")
        rsvp.language = code
        let follower = Follower(
            id: Follower.ID(at: samples.now, random: (3, 3)), city: city.slug, address: address, language: code,
            state: kind == .follow ? .pending : .following, notifiedUntil: .distantPast
        )
        let reader: LetterFacts.Reader =
            switch kind.audience {
            case .guest: .guest(rsvp, Guest(id: rsvp.guest, address: address), samples.meetup)
            case .contact: .contact(Contact(name: "Claire", address: address), address, samples.meetup)
            case .follower: .follower(follower, news: [samples.meetup])
            case .person:
                .person(Correspondent(name: "Ada", address: address, language: code), try samples.content(of: kind))
            }
        var facts = LetterFacts(city: city, reader: reader, suppression: nil)
        facts.next = samples.meetup
        facts.headCount = HeadCount(going: [rsvp], waiting: [rsvp])
        return facts
    }

    private func received(_ kind: LetterKind, in language: String, name: String = "Ada") async throws -> ReceivedLetter
    {
        let facts = try facts(kind, in: language, name: name)
        let composed = try await composer.compose(try letter(kind), facts, at: samples.now)
        return ReceivedLetter(composed.message, composed.envelope)
    }

    /// Returns the text without whitespace and links, and without the marks that only the plain part has.
    private func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace)
            .filter { !$0.hasPrefix("https://") && !["--", ">", "-"].contains($0) }.joined()
    }

    @Test(arguments: LetterKind.allCases, Samples.languages)
    func `plain and HTML parts of every email say the same`(kind: LetterKind, language: String) async throws {
        let letter = try await received(kind, in: language)
        let html = Markup(letter.html)
        let body = try #require(html.first("body"))
        #expect(words(letter.plain) == words(body.text), "\(letter.plain)\n\(body.text)")
        let lines = letter.plain.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("https://") }
        #expect(lines.map(String.init) == html.all("a").compactMap { $0["href"] } && !lines.isEmpty)
        #expect(html.unbalanced.isEmpty && html.first("html")?["lang"] == language)
        #expect(!letter.header("Subject").isEmpty && html.first("title")?.text.isEmpty == false)
        #expect(!letter.plain.contains("\r\n\r\n\r\n") && !(letter.plain + letter.header("Subject")).contains("{"))
    }

    @Test(arguments: Samples.languages)
    func `email to an unconfirmed address repeats nothing that a visitor wrote`(language: String) async throws {
        let letter = try await received(.confirm, in: language, name: "BUY PILLS")
        #expect(!(letter.plain + letter.html + letter.header("Subject") + letter.header("To")).contains("PILLS"))
    }

    @Test func `subject contains nothing that a guest wrote`() async throws {
        for kind in LetterKind.allCases {
            let facts = try facts(kind, in: "en", name: "PILLS")
            let site = samples.pages.site(.english)
            let page = try kind.email.page(of: letter(kind), facts, LetterLinks(), in: site, at: samples.now)
            #expect(!page.layout.subject.contains("PILLS"))
            let stem = "Apéro des indépendants · Thursday 10 December 2026"
            let isOfMeetup = [.guest, .contact].contains(kind.audience)
            #expect(page.layout.subject.hasSuffix(isOfMeetup ? stem : "Tours") || !isOfMeetup && kind != .digest)
        }
    }

    @Test(arguments: LetterKind.allCases)
    func `only optional emails can be unsubscribed from`(kind: LetterKind) async throws {
        let letter = try await received(kind, in: "en")
        let link = "https://hopdrink.test/u/"
        #expect(letter.header("List-Unsubscribe").hasPrefix("<\(link)") == kind.email.isUnsubscribable)
        #expect(letter.header("List-Unsubscribe").contains(", <mailto:post+u") == kind.email.isUnsubscribable)
        #expect((letter.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click") == kind.email.isUnsubscribable)
        #expect(letter.plain.contains(link) == kind.email.isUnsubscribable)
        #expect(letter.header("List-Id") == (kind == .digest ? "<tours.hopdrink.test>" : ""))
        #expect(letter.header("References").hasPrefix("<rsvp.") == (kind.audience == .guest))
    }

    @Test func `first email links to the confirmation, and later ones to the guest's page`() throws {
        let confirm = "https://hopdrink.test/en/rsvps/confirm/\(samples.token.text)"
        let change = "https://hopdrink.test/en/rsvps/\(samples.token.text)"
        let answer = LetterFacts.Answer(rsvp: try samples.rsvp(.going(since: samples.now)), meetup: samples.meetup)
        let reconfirm = "\(change)/reconfirm"
        let buttons: [LetterKind: String] = [
            .confirm: confirm, .unverified: change, .reconfirm: reconfirm, .seatReleased: reconfirm,
        ]
        for kind in LetterKind.allCases {
            guard let email = kind.email as? GuestEmail, email.hasToken else { continue }
            let links = LetterLinks(token: samples.token)
            let site = samples.pages.site(.english)
            let page = MeetupLetter(email, try letter(kind), answer, links, in: site, at: samples.now)
            #expect(page.button?.link == buttons[kind])
            #expect(page.change?.link == (buttons[kind] == nil ? change : nil))
        }
    }

    @Test(arguments: [
        (Prospect.seat(until: Date(timeIntervalSince1970: 1_796_000_000), arrival: 1), "place is held until"),
        (.waitlist(arrival: 1), "waiting list"), (.open(arrival: nil), "No place is held"),
    ])
    func `first email says what confirming does`(prospect: Prospect, words: String) throws {
        let rsvp = try samples.rsvp(.pending)
        let answer = LetterFacts.Answer(rsvp: rsvp, meetup: samples.meetup, prospect: prospect)
        let site = samples.pages.site(.english)
        let page = MeetupLetter(.confirm, try letter(.confirm), answer, LetterLinks(), in: site, at: samples.now)
        #expect(page.layout.lead.contains(words))
    }

    @Test(arguments: [
        (Prospect.seat(until: .distantFuture, arrival: 1), "Confirm that I’m coming"),
        (.waitlist(arrival: 1), "Join the waiting list"), (.open(arrival: nil), "Confirm that I’m coming"),
    ])
    func `button of the first email says what it does`(prospect: Prospect, label: String) throws {
        let answer = LetterFacts.Answer(rsvp: try samples.rsvp(.pending), meetup: samples.meetup, prospect: prospect)
        let (links, site) = (LetterLinks(token: samples.token), samples.pages.site(.english))
        let page = MeetupLetter(.confirm, try letter(.confirm), answer, links, in: site, at: samples.now)
        #expect(page.button?.label == label)
    }

    @Test(arguments: Samples.languages)
    func `every kind of email to a guest has its own subject`(language: String) throws {
        let site = try samples.pages.site(named: language)
        let kinds = LetterKind.allCases.filter { $0.audience == .guest }
        let subjects = try kinds.map { kind in
            let page = try kind.email.page(
                of: letter(kind), facts(kind, in: language), LetterLinks(), in: site, at: samples.now
            )
            return page.layout.subject
        }
        #expect(Set(subjects).count == kinds.count, "\(subjects)")
    }

    @Test func `name is escaped in HTML and unchanged in plain text`() async throws {
        let letter = try await received(.going, in: "en", name: "<b>\u{338}Ada & \"Co\"")
        #expect(letter.plain.contains("Hello <b>\u{338}Ada & \"Co\","))
        #expect(Markup(letter.html).first("b") == nil)
    }

    @Test func `change email shows the old and the new value, and only what changed`() async throws {
        let letter = try await received(.changed, in: "en")
        let (former, now) = ("Wednesday 9 December 2026, 18:30–20:30", "Thursday 10 December 2026, 19:00–21:00")
        #expect(letter.plain.contains("When\r\n\(former)\r\n→ \(now)\r\n"))
        #expect(!letter.plain.contains("Where") && letter.plain.components(separatedBy: "→").count == 2)
        #expect(letter.calendar?.event?["UID"] == "7@hopdrink.test")
    }

    @Test(arguments: [
        (1, "en", "you’re coming, today at 19:00."), (6, "en", "you’re coming, today at 19:00."),
        (24, "en", "you’re coming, tomorrow, Thursday 10 December, 19:00."),
        (168, "en", "you’re coming, on Thursday 10 December 2026 at 19:00."),
        (1, "fr", "aujourd’hui à 19\u{A0}h"), (20, "fr", "demain, jeudi 10 décembre, à 19\u{A0}h"),
        (48, "fr", "le jeudi 10 décembre 2026 à 19\u{A0}h"),
        (1, "de", "Los geht es heute um 19:00 Uhr."),
        (20, "de", "Los geht es morgen, Donnerstag, 10. Dezember, um 19:00 Uhr."),
        (48, "de", "Los geht es am Donnerstag, 10. Dezember 2026, um 19:00 Uhr."),
        (1, "es", "nos vemos hoy a las 19:00."),
        (20, "es", "nos vemos mañana, jueves, 10 de diciembre, a las 19:00."),
        (48, "es", "nos vemos el jueves, 10 de diciembre de 2026, a las 19:00."),
        (1, "it", "ci vediamo oggi alle 19:00."), (20, "it", "ci vediamo domani, giovedì 10 dicembre, alle 19:00."),
        (48, "it", "ci vediamo giovedì 10 dicembre 2026 alle 19:00."),
    ])
    func `reminder gives the date relative to when it is written`(
        hoursBefore: Int, language: String, words: String
    ) async throws {
        let now = samples.meetup.startsAt.addingTimeInterval(-TimeInterval(hoursBefore) * 3600)
        let composed = try await composer.compose(letter(.reminder), facts(.reminder, in: language), at: now)
        #expect(ReceivedLetter(composed.message, composed.envelope).plain.contains(words))
    }

    @Test func `question is quoted, and Reply-To is its author`() async throws {
        let letter = try await received(.question, in: "en")
        #expect(letter.plain.contains("> Is there a lift?\r\n> \r\n> <b>Or stairs?</b>\r\n"))
        #expect(letter.header("Reply-To") == "\"Ada\" <ada@example.org>")
        #expect(Markup(letter.html).first("b") == nil)
    }

    @Test func `head count email has guests' words, escaped, and a link to the guest list`() async throws {
        let letter = try await received(.headCount, in: "en")
        #expect(letter.plain.contains("- Ada + 2\r\n  > Answer: Taxes\r\n  > No cheese,\r\n  > <b>please</b>\r\n"))
        #expect(Markup(letter.html).first("b") == nil && letter.html.contains("&lt;b&gt;please"))
        #expect(letter.plain.contains("https://hopdrink.test/en/meetups/guests/"))
    }

    @Test func `thanks email names the next meetup, or says that there is none yet`() throws {
        let answer = LetterFacts.Answer(rsvp: try samples.rsvp(.going(since: samples.now)), meetup: samples.meetup)
        let site = samples.pages.site(.english)
        let with = ThanksLetter(answer, next: samples.meetup, in: samples.city, LetterLinks(), site)
        let without = ThanksLetter(answer, next: nil, in: samples.city, LetterLinks(), site)
        #expect(with.button?.link == "https://hopdrink.test/en/meetups/\(samples.meetup.id)")
        #expect(without.next == nil && without.button == nil && without.outlook.contains("not set yet"))
    }
}
