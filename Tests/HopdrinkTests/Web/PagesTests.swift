import Domain
import Foundation
import Testing

@testable import Hopdrink

/// Every page with everything that it can show, in every language.
struct PagesTests {
    private static func all(in site: LocalizedSite, _ samples: Samples) throws -> [any Page] {
        let said = ["name", "email", "companions", "answer", "word", "remark", "other"]
        let form = FormInput(
            written: RawInput(["name": "Ada"]), errors: ValidationErrors(said.map { FieldError($0, .missing) })
        )
        let link = SignedLink(text: "link")
        return try people(in: site, samples, form, link) + forEverybody(in: site, samples, form)
            + forGuests(in: site, samples, form) + [
                ButtonPage(hasStopped: true, link, in: site), NotePage(following: samples.city, in: site),
                GuestFeedPage(samples.token, in: site), GuestFeedGonePage(in: site),
                ErrorPage(.broken, requestID: "r", in: site),
                ErrorPage(.unavailable(retryAfter: 5), requestID: "r", in: site),
            ]
    }

    private static func asking(_ samples: Samples) -> Meetup {
        var meetup = samples.meetup
        meetup.terms.guests.question = "Which topic?"
        return meetup
    }

    private static func forEverybody(
        in site: LocalizedSite, _ samples: Samples, _ form: FormInput
    ) throws -> [any Page] {
        let full = CityPage.Entry(meetup: samples.meetup, occupancy: samples.occupancy(taken: 20))
        let (series, past) = (try samples.series(), [PastMeetup(meetup: samples.meetup, headCount: 17)])
        let occurrences = [samples.meetup.id, nil].map {
            SeriesOccurrence(startsAt: samples.meetup.startsAt, meetup: $0, isCancelled: $0 == nil)
        }
        var occurrence = MeetupPage.Setting(city: try city(), occupancy: samples.occupancy(taken: 20))
        occurrence.cities = [ZoneMenu.City(name: "Berlin", zone: "Europe/Berlin")]
        (occurrence.series, occurrence.zone, occurrence.trades) = (series, try Zone(stored: "Asia/Tokyo"), 7)
        var (paris, moved) = (try Samples.city("paris", "Paris"), asking(samples))
        paris.coordinates = try Coordinates(parsing: "48.86, 2.35")
        moved.movedFrom = samples.now
        let cities = [(samples.city, samples.meetup), (paris, nil)].map { NetworkPage.Next(city: $0, meetup: $1) }
        let contents = CityPage.Contents(coming: [full], series: [series], past: past)
        let ofSeries = SeriesPage.Contents(series: series, city: samples.city, coming: occurrences, past: past)
        return [
            NetworkPage(cities, in: site),
            CityPage(samples.city, contents, form, in: site, at: samples.now),
            EmbedPage(samples.city, [full], in: site, at: samples.now), SeriesPage(ofSeries, in: site),
            MeetupPage(moved, occurrence, form: form, in: site, at: samples.now),
            SentPage(samples.meetup, in: site),
        ]
    }

    private static func forGuests(
        in site: LocalizedSite, _ samples: Samples, _ form: FormInput
    ) throws -> [any Page] {
        let (meetup, token) = (asking(samples), samples.token)
        var going = try samples.rsvp(.going(since: samples.now))
        going.words = GuestWords(answer: "Taxes", remark: "No cheese,\nplease")
        let place = WaitingPlace(position: 2, reasons: [.full, .behind(parties: 1)], mayTake: true)
        var setting = ManagePage.Setting(meetup: meetup, refusal: nil, place: place)
        (setting.representative, setting.hasAsked) = ("Camille Roy", true)
        setting.question = FormInput(
            written: RawInput(.null), errors: ValidationErrors([FieldError("question", .missing)]))
        let card = CardPage.Setting(
            guest: "Ada", card: Card(name: "Ada", trade: "Web"), entry: form, isSaved: true
        )
        return [
            CardPage(card, with: token, in: site),
            ConfirmPage(.waiting(place), going, in: ConfirmPage.Setting(meetup: samples.meetup), with: token, site),
            ManagePage(going, setting, entry: form, with: token, in: site),
            ReconfirmPage(.asked, going, to: samples.meetup, with: token, in: site),
            GuestListPage(guestList(meetup, place, going, at: samples.now), in: site),
        ]
    }

    /// Returns a city with a representative who has an address.
    private static func city() throws -> City {
        City(
            slug: try Slug(parsing: "tours"), name: "Tours", country: "FR", timeZone: try Zone(stored: "Europe/Paris"),
            languages: [try Language(parsing: "fr")],
            representative: try Contact(parsing: "Camille Roy <camille@example.org>")
        )
    }

    private static func guestList(_ meetup: Meetup, _ place: WaitingPlace, _ going: RSVP, at now: Date) -> GuestList {
        let decisions = WaitingDecision.What.allCases.map {
            WaitingDecision(what: $0, name: $0 == .closed ? nil : "Ada", party: 2, free: 1, decidedAt: now)
        }
        return GuestList(
            meetup: meetup, count: HeadCount(going: [going], waiting: [going]),
            waiting: [GuestList.Waiting(party: HeadCount.Party(going), place: place)], decisions: decisions
        )
    }

    private static func people(
        in site: LocalizedSite, _ samples: Samples, _ form: FormInput, _ link: SignedLink
    ) throws -> [any Page] {
        let wanted = [CityRequestCount(name: "Graz", folded: "graz", people: 7)]
        let faulty = ValidationErrors(["city", "email"].map { FieldError($0, .missing) })
        let entry = FormInput(written: RawInput(["friday": "on"]), errors: faulty)
        let cityRequest = CityRequestForm(wanted, entry, in: site)
        var network = NetworkPage([NetworkPage.Next(city: samples.city, meetup: samples.meetup)], in: site)
        network.cityRequest = cityRequest
        let address = try EmailAddress(parsing: "ada@example.org")
        let records = [
            PersonalDataRecord(try samples.cityRequest()), PersonalDataRecord(OrganiserRole(isHost: true, of: "Tours")),
        ]
        let section = PersonalDataSection(name: "all", title: .personalDataCityRequests, records: records)
        return [
            network, CityRequestPage(cityRequest, in: site), ButtonPage(try samples.cityRequest(), link, in: site),
            ButtonPage(try samples.cityRequest(state: .confirmed), link, in: site),
            ButtonPage(erasing: samples.token, in: site),
            NotePage(.sentTitle, .personalDataSentText, hint: .sentHelp, in: site),
            PersonalDataFormPage(form, isExpired: true, in: site),
            PersonalDataPage(PersonalData(address: address, sections: [section]), with: samples.token, in: site),
            PersonalDataPage(PersonalData(address: address, sections: []), with: samples.token, in: site),
        ]
    }

    @Test func `every page is complete in every language`() throws {
        let samples = try Samples()
        for language in samples.pages.locales.languages {
            for page in try Self.all(in: samples.pages.site(language), samples) {
                let markup = Markup(samples.pages.html(page))
                let name = "\(type(of: page)) in \(language)"
                #expect(markup.unbalanced.isEmpty, "\(name)")
                #expect(markup.first("html")?["lang"] == language.code)
                #expect(markup.all("h1").count == 1, "\(name)")
                let telling = ["title", "h1", "h2", "h3", "p", "a", "button", "label", "dt", "dd", "time", "li"]
                for element in markup.elements where telling.contains(element.name) {
                    #expect(!element.text.isEmpty, "<\(element.name)> in \(name)")
                }
                for element in markup.elements where element["href"] != nil || element["content"] != nil {
                    #expect(element["href"] != "" && element["content"] != "", "<\(element.name)> in \(name)")
                }
            }
        }
    }

    @Test func `every name in a template is a field of its page`() throws {
        let samples = try Samples()
        let sources = try TemplateSource.all(in: Samples.templates)
        let site = samples.pages.site(.english)
        let pages = try Self.all(in: site, samples)
        let everywhere = pages.reduce(into: Set<String>()) { $0.formUnion(Fields.names(in: $1)) }
        for source in sources where !["mail/", "letter.", "feeds/"].contains(where: source.name.hasPrefix) {
            let shown = pages.filter { type(of: $0).template == source.name }
                .reduce(into: Set<String>()) { $0.formUnion(Fields.names(in: $1)) }
            let unknown = source.shownNames.subtracting(shown.isEmpty ? everywhere : shown)
            #expect(unknown.isEmpty, "\(source.name)")
        }
    }

    @Test func `ids are unique, and every reference to an id has a target`() throws {
        let samples = try Samples()
        for page in try Self.all(in: samples.pages.site(.english), samples) {
            let markup = Markup(samples.pages.html(page))
            let ids = markup.elements.compactMap { $0["id"] }
            #expect(Set(ids).count == ids.count)
            let pointers = markup.elements.flatMap { element in
                ["aria-describedby", "aria-labelledby", "for"].compactMap { element[$0] }
            }
            for id in pointers.flatMap({ $0.split(separator: " ") }) { #expect(ids.contains(String(id))) }
        }
    }

    private enum Fields {
        /// Returns the names of all fields of a value and of the values in it.
        static func names(in value: Any, depth: Int = 0) -> Set<String> {
            guard depth < 10, !(value is Translations) else { return [] }
            return Mirror(reflecting: value).children.reduce(into: []) { names, child in
                if let label = child.label { names.insert(label) }
                names.formUnion(Self.names(in: child.value, depth: depth + 1))
            }
        }
    }
}

extension TemplateSource {
    /// The names of all fields in the template's tags. Texts are checked at start.
    fileprivate var shownNames: Set<String> {
        Set(
            tags.filter { !$0.isEmpty && !"%!><$/".contains($0.prefix(1)) }.flatMap { tag in
                let path = tag.drop { "#^".contains($0) }.split(separator: ".").map(String.init)
                return path.first == "texts" || path.contains("content") ? [] : path
            })
    }
}
