import Domain

/// An email with a link to a page for one person. It repeats nothing that anybody typed, because the address may be a
/// stranger's.
struct PersonalLetter: LetterPage {
    static let template = "mail/follow"

    let layout: LetterLayout
    let button: LetterButton?
    let page: LetterButton
}

extension PersonalLetter {
    /// Links to the personal data of the address.
    init(personalData links: LetterLinks, _ site: LocalizedSite) {
        let (texts, values) = (site.texts, ["network": site.network])
        let words = LetterWords(
            subject: texts(.letterDataSubject, values), lead: texts(.letterDataLead, values),
            reason: texts(.letterReasonData, values)
        )
        layout = LetterLayout(words, to: nil, links, in: site)
        button = links.token.map {
            LetterButton(.letterDataButton, to: .personalData($0, in: site.language), site)
        }
        page = LetterButton(site.network, to: .network(in: site.language), site)
    }

    /// Links to the button that confirms a city request, or withdraws it.
    init(_ cityRequest: CityRequest, _ links: LetterLinks, _ site: LocalizedSite) {
        let (texts, values) = (site.texts, ["network": site.network])
        let isNew = cityRequest.state == .pending
        let words = LetterWords(
            subject: texts(.letterCityRequestSubject, values),
            lead: texts(isNew ? .letterCityRequestLead : .letterCityRequestKnownLead, values),
            reason: texts(isNew ? .letterReasonFollow : .letterReasonCityRequest, values)
        )
        layout = LetterLayout(words, to: nil, links, in: site)
        button = links.cityRequest.map {
            LetterButton(
                isNew ? .letterCityRequestButton : .letterCityRequestKnownButton,
                to: .cityRequest($0, in: site.language), site)
        }
        page = LetterButton(site.network, to: .network(in: site.language), site)
    }
}

/// The email that tells an administrator that many people request a city, and what to add to the configuration.
struct RequestedCityLetter: LetterPage {
    static let template = "mail/requested_city"

    let layout: LetterLayout
    /// The number of people whom each weekday suits, as text.
    let weekdays: [String]
    let instruction: String
    let lines: [String]
    let page: LetterButton

    init(_ city: RequestedCity, like neighbour: City?, to person: Correspondent, _ site: LocalizedSite) {
        let texts = site.texts
        let values = ["city": city.name.text, "network": site.network]
        let words = LetterWords(
            subject: texts(.letterRequestedSubject, values), lead: texts(.letterRequestedLead, city.people, values),
            reason: texts(.letterReasonAdministrator, values)
        )
        layout = LetterLayout(words, to: person.name, LetterLinks(), in: site)
        weekdays = city.weekdays.map {
            let people = texts(.headCount, $0.count)
            return texts(.letterRequestedWeekday, ["weekday": texts.calendar.name(of: $0.value), "people": people])
        }
        instruction = texts(.letterRequestedDraft)
        lines = CityDraft(city, like: neighbour).lines
        page = LetterButton(.cityRequestListTitle, to: .cityRequests(in: site.language), site)
    }
}

/// The email that tells people who requested a city that meetups begin there.
struct CityBeginsLetter: LetterPage {
    static let template = "mail/digest"

    let layout: LetterLayout
    let entries: [DigestLetter.Entry]
    let city: LetterButton

    init(_ meetups: [Meetup], in city: City, _ site: LocalizedSite) {
        let (texts, values) = (site.texts, ["city": city.name, "network": site.network])
        let words = LetterWords(
            subject: texts(.letterBeginsSubject, values), lead: texts(.letterBeginsLead, values),
            reason: texts(.letterReasonCityRequest, values)
        )
        layout = LetterLayout(words, to: nil, LetterLinks(), in: site)
        entries = meetups.map { DigestLetter.Entry($0, site) }
        self.city = LetterButton(
            texts(.letterBeginsFollow, values), to: .followForm(of: city.slug, in: site.language), site
        )
    }
}
