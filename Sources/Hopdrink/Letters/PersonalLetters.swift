import Domain

/// Leads somebody to a page that is theirs alone. It says nothing that anybody typed: the address may be a stranger's.
struct PersonalLetter: LetterPage {
    static let template = "mail/follow"

    let frame: LetterFrame
    let button: LetterButton?
    let page: LetterButton
}

extension PersonalLetter {
    /// To what is held of the address.
    init(personalData links: LetterLinks, _ edition: Edition) {
        let (texts, values) = (edition.texts, ["network": edition.network])
        let words = LetterWords(
            subject: texts(.letterDataSubject, values), lead: texts(.letterDataLead, values),
            reason: texts(.letterReasonData, values)
        )
        frame = LetterFrame(words, to: nil, links, in: edition)
        button = links.token.map {
            LetterButton(.letterDataButton, to: .personalData($0, in: edition.language), edition)
        }
        page = LetterButton(edition.network, to: .network(in: edition.language), edition)
    }

    /// To the button that makes a wish for a city count, or takes it back.
    init(_ cityRequest: CityRequest, _ links: LetterLinks, _ edition: Edition) {
        let (texts, values) = (edition.texts, ["network": edition.network])
        let isNew = cityRequest.state == .pending
        let words = LetterWords(
            subject: texts(.letterCityRequestSubject, values),
            lead: texts(isNew ? .letterCityRequestLead : .letterCityRequestKnownLead, values),
            reason: texts(isNew ? .letterReasonFollow : .letterReasonCityRequest, values)
        )
        frame = LetterFrame(words, to: nil, links, in: edition)
        button = links.cityRequest.map {
            LetterButton(
                isNew ? .letterCityRequestButton : .letterCityRequestKnownButton, to: .cityRequest($0, in: edition.language), edition)
        }
        page = LetterButton(edition.network, to: .network(in: edition.language), edition)
    }
}

/// Tells an administrator that many ask for a city, and what to put into the configuration.
struct RequestedCityLetter: LetterPage {
    static let template = "mail/requested_city"

    let frame: LetterFrame
    /// How many each day suits.
    let weekdays: [String]
    let instruction: String
    let lines: [String]
    let page: LetterButton

    init(_ city: RequestedCity, like neighbour: City?, to person: Correspondent, _ edition: Edition) {
        let texts = edition.texts
        let values = ["city": city.name.text, "network": edition.network]
        let words = LetterWords(
            subject: texts(.letterRequestedSubject, values), lead: texts(.letterRequestedLead, city.people, values),
            reason: texts(.letterReasonAdministrator, values)
        )
        frame = LetterFrame(words, to: person.name, LetterLinks(), in: edition)
        weekdays = city.weekdays.map {
            texts(.letterRequestedWeekday, ["weekday": texts.calendar.name(of: $0.value), "people": String($0.count)])
        }
        instruction = texts(.letterRequestedDraft)
        lines = CityDraft(city, like: neighbour).lines
        page = LetterButton(.cityRequestListTitle, to: .cityRequests(in: edition.language), edition)
    }
}

/// Tells who asked for a city that it begins there.
struct CityBeginsLetter: LetterPage {
    static let template = "mail/digest"

    let frame: LetterFrame
    let entries: [DigestLetter.Entry]
    let city: LetterButton

    init(_ meetups: [Meetup], in city: City, _ edition: Edition) {
        let (texts, values) = (edition.texts, ["city": city.name, "network": edition.network])
        let words = LetterWords(
            subject: texts(.letterBeginsSubject, values), lead: texts(.letterBeginsLead, values),
            reason: texts(.letterReasonCityRequest, values)
        )
        frame = LetterFrame(words, to: nil, LetterLinks(), in: edition)
        entries = meetups.map { DigestLetter.Entry($0, edition) }
        self.city = LetterButton(
            texts(.letterBeginsFollow, values), to: .followForm(of: city.slug, in: edition.language), edition
        )
    }
}
