import Domain
import Foundation
import Testing

@testable import Hopdrink

struct MeetupPageTests {
    private let samples: Samples

    init() throws {
        samples = try Samples()
    }

    private func markup(
        _ meetup: Meetup? = nil, taken: Int = 0, form: FormInput? = nil, hoursBefore: Double = 48
    ) throws -> Markup {
        let meetup = meetup ?? samples.meetup
        let setting = MeetupPage.Setting(
            city: samples.city, occupancy: Occupancy(capacity: meetup.terms.capacity, taken: taken)
        )
        let now = meetup.startsAt.addingTimeInterval(-hoursBefore * 3600)
        let page = MeetupPage(meetup, setting, form: form, in: try samples.pages.site(named: "fr"), at: now)
        return Markup(samples.pages.html(page))
    }

    @Test func `page says when, where and with whom`() throws {
        let main = try #require(try markup().first("main")).text
        for part in [
            "Apéro des indépendants", "jeudi 10 décembre 2026, 19\u{A0}h–21\u{A0}h", "La Cave, le caveau",
            "4 place de Châteauneuf", "Sonnez deux fois.", "Trois marches.", "Vos hôtes\u{A0}: Ada et Grace",
            "Venez comme vous êtes.", "Il reste 20 places",
        ] {
            #expect(main.contains(part))
        }
    }

    @Test func `form asks for name, email and companions`() throws {
        let markup = try markup()
        #expect(markup.first("form")?["method"] == "post")
        #expect(markup.first("form")?["action"] == "/fr/meetups/\(samples.meetup.id)/rsvps#rsvp")
        #expect(markup[id: "name"]?["autocomplete"] == "name")
        #expect(markup[id: "email"]?["autocomplete"] == "email")
        #expect(markup[id: "companions"]?["max"] == "9")
        for label in markup.all("label") {
            let id = try #require(label["for"])
            #expect(["input", "textarea"].contains(markup[id: id]?.name))
        }
    }

    @Test func `invalid form keeps the entered values and shows each error beside its field`() throws {
        let name = "\"\u{301}onmouseover=alert(1) <b>"
        let written = RawInput(["name": name, "email": "nobody", "companions": "99", "surprise": "x"])
        let errors = ValidationErrors([
            FieldError("email", .address), FieldError("companions", .notNumber(from: 0, to: 9)),
            FieldError("surprise", .unknown),
        ])
        let markup = try markup(form: FormInput(written: written, errors: errors))
        #expect(markup[id: "name"]?["value"]?.unicodeScalars.elementsEqual(name.unicodeScalars) == true)
        #expect(markup[id: "name"]?["onmouseover"] == nil)
        #expect(markup[id: "name"]?["aria-invalid"] == nil)
        #expect(markup[id: "email"]?["value"] == "nobody")
        #expect(markup[id: "email"]?["aria-invalid"] == "true")
        #expect(markup[id: "email"]?["aria-describedby"] == "email-hint email-fault")
        #expect(markup[id: "email-fault"]?.text.contains("ada@example.org") == true)
        #expect(markup[id: "companions-fault"]?.text == "Indiquez un nombre entier de 0 à 9.")
        let unknown = "Le formulaire contenait un champ que cette page n’a pas."
        #expect(markup.all(class: "faulty").first?.text.contains(unknown) == true)
    }

    @Test func `full meetup offers the waiting list`() throws {
        let markup = try markup(taken: 20)
        #expect(markup.all(class: "state").first?.text == "Complet, liste d’attente ouverte")
        #expect(markup.first("button")?.text == "M’inscrire sur la liste d’attente")
    }

    @Test(arguments: [(0.0, "Déjà commencée"), (-3.0, "Terminée")])
    func `meetup that has begun shows no RSVP form`(hoursBefore: Double, state: String) throws {
        let markup = try markup(hoursBefore: hoursBefore)
        #expect(markup.first("form") == nil)
        #expect(markup.all(class: "state").first?.text == state)
    }

    @Test func `cancelled meetup is marked in its title`() throws {
        let markup = try markup(try Samples.meetup(in: samples.city, state: .cancelled))
        #expect(markup.first("form") == nil)
        #expect(markup.first("title")?.text == "ANNULÉE\u{A0}: Apéro des indépendants · Hopdrink")
        #expect(markup.all(class: "called-off").first?.text == "Annulée")
    }

    @Test func `form for a meetup with one seat has no companions field`() throws {
        let markup = try markup(try Samples.meetup(in: samples.city, capacity: 1))
        #expect(markup[id: "companions"] == nil)
        #expect(markup[id: "email"] != nil)
    }

    @Test(arguments: [
        ("", []), ("one", ["one"]), ("one\ntwo", ["one\ntwo"]), ("one\n\ntwo", ["one", "two"]),
        ("\n\n one\n \t\n\ntwo\n", [" one", "two"]), ("a\n\u{301}\nb", ["a\n\u{301}\nb"]),
    ])
    func `empty lines separate paragraphs`(text: String, paragraphs: [String]) {
        #expect(text.paragraphs == paragraphs)
    }
}
