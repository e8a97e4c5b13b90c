import Domain
import Foundation
import Testing

@testable import Hopdrink

struct RSVPPagesTests {
    private let samples: Samples
    private let site: LocalizedSite

    init() throws {
        samples = try Samples()
        site = try samples.pages.site(named: "en")
    }

    private let place = WaitingPlace(position: 3, reasons: [.full, .behind(parties: 2)], mayTake: false)

    private func confirm(
        _ state: RSVP.State, _ refusal: Refusal? = nil, name: String = "Ada", words: GuestWords = GuestWords(),
        keeping prospect: Prospect? = .open(arrival: nil)
    ) throws -> Markup {
        var rsvp = try samples.rsvp(state, name: name)
        rsvp.words = words
        let kept = state == .pending ? prospect : nil
        let shown = ConfirmPage.state(of: rsvp, refusal: refusal, prospect: kept, place: place)
        let setting = ConfirmPage.Setting(meetup: samples.meetup, representative: "Camille")
        return Markup(samples.pages.html(ConfirmPage(shown, rsvp, in: setting, with: samples.token, site)))
    }

    private func manage(
        _ state: RSVP.State, _ refusal: Refusal? = nil, entry: FormInput? = nil
    ) throws -> Markup {
        let setting = ManagePage.Setting(meetup: samples.meetup, refusal: refusal, place: place)
        let page = ManagePage(try samples.rsvp(state), setting, entry: entry, with: samples.token, in: site)
        return Markup(samples.pages.html(page))
    }

    @Test func `pending RSVP has one button, which posts to the link's own address`() throws {
        let markup = try confirm(.pending)
        #expect(markup.all("form").map { $0["action"] } == ["/en/rsvps/confirm/\(samples.token.text)"])
        #expect(markup.all("form").map { $0["method"] } == ["post"])
        #expect(markup.all("button").map(\.text) == ["Confirm"])
    }

    @Test func `guest can confirm a place on the waiting list`() throws {
        let markup = try confirm(.pending, keeping: .waitlist(arrival: 1))
        #expect(markup.first("main")?.text.contains("you’re on the waiting list") == true)
        #expect(markup.all("button").map(\.text) == ["Confirm"])
    }

    @Test func `confirmation page shows party, name and words with their recipients`() throws {
        let words = GuestWords(answer: "Tax & co", remark: "No <b>cheese</b>", question: "A lift?")
        let markup = try confirm(.pending, name: "<i>Ada</i>", words: words)
        #expect(
            markup.all("li").map(\.text).suffix(5) == [
                "3 people, including you", "Name: <i>Ada</i>", "Answer: Tax & co", "To the hosts: “No <b>cheese</b>”",
                "To Camille: “A lift?”",
            ])
        #expect(markup.first("main")?.text.contains("No place is held for you until then") == true)
        let kept = try confirm(.pending, keeping: .seat(until: samples.now, arrival: 1))
        #expect(kept.first("main")?.text.contains("Your place is held until") == true)
        #expect(try confirm(.going(since: samples.now), words: words).first("main")?.text.contains("cheese") == false)
    }

    @Test func `confirmation page shows the state of the RSVP`() throws {
        let told = { (markup: Markup) in markup.first("h1")?.text }
        #expect(told(try confirm(.going(since: samples.now))) == "You’re in, see you soon!")
        #expect(told(try confirm(.waiting)) == "You’re on the waiting list")
        #expect(try confirm(.waiting).first("main")?.text.contains("You’re number 3 on the waiting list.") == true)
        #expect(told(try confirm(.cancelled)) == "This RSVP is cancelled")
        #expect(told(try confirm(.pending, .cancelled)) == "This meetup is cancelled")
        #expect(told(try confirm(.pending, .started)) == "It’s too late")
        #expect(told(try confirm(.going(since: samples.now), .started)) == "You’re in, see you soon!")
        #expect(told(try confirm(.going(since: samples.now), .cancelled)) == "This meetup is cancelled")
        for state in [RSVP.State.waiting, .cancelled] { #expect(try confirm(state).first("form") == nil) }
    }

    @Test func `guest's own page can change and cancel`() throws {
        let markup = try manage(.going(since: samples.now))
        let path = "/en/rsvps/\(samples.token.text)"
        #expect(markup.all("form").map { $0["action"] } == [path, "\(path)/cancel", "\(path)/feed"])
        #expect(markup[id: "companions"]?["value"] == "2")
        #expect(markup.first("h1")?.text == "You’re coming.")
        #expect(markup.first("main")?.text.contains("Hello Ada Lovelace") == true)
    }

    @Test func `change that does not fit keeps the entered value`() throws {
        let errors = ValidationErrors([FieldError("companions", .places(free: 1))])
        let entry = FormInput(written: RawInput(["companions": "7"]), errors: errors)
        let markup = try manage(.going(since: samples.now), entry: entry)
        #expect(markup[id: "companions"]?["value"] == "7")
        #expect(markup[id: "companions"]?["aria-describedby"] == "companions-fault")
        #expect(markup[id: "companions-fault"]?.text == "There isn’t enough room. Only one more place is left.")
    }

    @Test func `cancelled RSVP or started meetup has no form`() throws {
        #expect(try manage(.cancelled).first("form") == nil)
        #expect(try manage(.cancelled).all("a").contains { $0.text == "RSVP again" })
        #expect(try manage(.going(since: samples.now), .started).first("form") == nil)
        #expect(try manage(.waiting, .cancelled).first("main")?.text.contains("Cancelled") == true)
    }

    @Test func `pages with a secret address are not indexed and have no canonical URL`() throws {
        for markup in [try confirm(.pending), try manage(.waiting)] {
            #expect(markup.all("meta").contains { $0["name"] == "robots" && $0["content"] == "noindex" })
            #expect(!markup.all("link").contains { $0["rel"] == "canonical" })
            #expect(!markup.all("meta").contains { $0["property"]?.hasPrefix("og:") == true })
        }
    }

    @Test func `page after the form only says to check the email`() throws {
        let markup = Markup(samples.pages.html(SentPage(samples.meetup, in: site)))
        #expect(markup.first("h1")?.text == "Check your email")
        #expect(markup.all("a").contains { $0["href"] == "/en/meetups/\(samples.meetup.id)" })
    }
}
