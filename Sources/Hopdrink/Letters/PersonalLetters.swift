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
    init(_ wish: Wish, _ links: LetterLinks, _ edition: Edition) {
        let (texts, values) = (edition.texts, ["network": edition.network])
        let isNew = wish.state == .pending
        let words = LetterWords(
            subject: texts(.letterWishSubject, values),
            lead: texts(isNew ? .letterWishLead : .letterWishKnownLead, values),
            reason: texts(isNew ? .letterReasonFollow : .letterReasonWish, values)
        )
        frame = LetterFrame(words, to: nil, links, in: edition)
        button = links.wish.map {
            LetterButton(
                isNew ? .letterWishButton : .letterWishKnownButton, to: .wish($0, in: edition.language), edition)
        }
        page = LetterButton(edition.network, to: .network(in: edition.language), edition)
    }
}

/// Tells an administrator that many ask for a city, and what to put into the configuration.
struct WantedCityLetter: LetterPage {
    static let template = "mail/wanted_city"

    let frame: LetterFrame
    /// How many each day suits.
    let weekdays: [String]
    let instruction: String
    let lines: [String]
    let page: LetterButton

    init(_ city: WantedCity, like neighbour: City?, to person: Correspondent, _ edition: Edition) {
        let texts = edition.texts
        let values = ["city": city.name.text, "network": edition.network]
        let words = LetterWords(
            subject: texts(.letterWantedSubject, values), lead: texts(.letterWantedLead, city.people, values),
            reason: texts(.letterReasonAdministrator, values)
        )
        frame = LetterFrame(words, to: person.name, LetterLinks(), in: edition)
        weekdays = city.weekdays.map {
            texts(.letterWantedWeekday, ["weekday": texts.calendar.name(of: $0.value), "people": String($0.count)])
        }
        instruction = texts(.letterWantedDraft)
        lines = CityDraft(city, like: neighbour).lines
        page = LetterButton(.wishListTitle, to: .wishes(in: edition.language), edition)
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
            reason: texts(.letterReasonWish, values)
        )
        frame = LetterFrame(words, to: nil, LetterLinks(), in: edition)
        entries = meetups.map { DigestLetter.Entry($0, edition) }
        self.city = LetterButton(
            texts(.letterBeginsFollow, values), to: .followForm(of: city.slug, in: edition.language), edition
        )
    }
}
