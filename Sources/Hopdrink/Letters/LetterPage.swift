import Domain

/// The words of one letter in its reader's language: the fields that a pair of templates shows, `.txt` and `.html`. Both
/// say the same.
protocol LetterPage: Sendable {
    /// The templates' name: their path under `templates/`, without `.txt.mustache` and `.html.mustache`.
    static var template: String { get }
    var layout: LetterLayout { get }
}

/// What stands in every letter.
struct LetterLayout: Sendable {
    let language: String
    let network: String
    let subject: String
    let greeting: String
    let lead: String
    /// Why the reader got this letter.
    let reason: String
    /// How to have no more of its sort; only in those that the reader may do without.
    let unsubscribe: LetterButton?

    init(_ words: LetterWords, to name: String?, _ links: LetterLinks, in site: LocalizedSite) {
        language = site.language.code
        network = site.network
        subject = words.subject
        greeting = name.map { site.texts(.letterGreeting, ["name": $0]) } ?? site.texts(.letterGreetingNobody)
        lead = words.lead
        reason = words.reason
        unsubscribe = links.unsubscribe.map { LetterButton(words.unsubscribe, to: $0, site) }
    }
}

/// What a letter says about itself.
struct LetterWords: Sendable {
    let subject: String
    let lead: String
    let reason: String
    /// The words of the way to have no more of these.
    var unsubscribe = TranslationKey.letterUnsubscribe
}

/// Where a letter's links lead that are its reader's alone.
struct LetterLinks: Sendable {
    /// The secret that opens what the letter is about.
    var token: Token?
    /// Where somebody who follows a city confirms or stops that.
    var follower: SignedLink?
    /// Where somebody confirms or takes back that they would come in a city.
    var cityRequest: SignedLink?
    var unsubscribe: Address?
    /// Where a host reads who comes.
    var guests: SignedLink?
}

/// A link with its words.
struct LetterButton: Sendable {
    let label: String
    let link: String

    init(_ label: TranslationKey, to address: Address, _ site: LocalizedSite) {
        self.init(site.texts(label), to: address, site)
    }

    init(_ label: String, to address: Address, _ site: LocalizedSite) {
        self.label = label
        link = site.base.absolute(address)
    }

    /// The line that leads to the meetup's page.
    init(pageOf meetup: Meetup, _ site: LocalizedSite) {
        self.init(.letterPage, to: .meetup(meetup.id, in: site.language), site)
    }

    /// The line that leads to all dates of a city.
    init(datesIn city: City, _ site: LocalizedSite) {
        let label = site.texts(.letterCity, ["city": city.name])
        self.init(label, to: .city(city.slug, in: site.language), site)
    }
}

/// A meetup as letters show it.
struct LetterMeetup: Sendable {
    let title: String
    let when: String
    let place: String
    let address: String
    var access: String?
    /// How many come along.
    var party: String?

    init(_ meetup: Meetup, in site: LocalizedSite) {
        let venue = meetup.terms.venue
        title = site.texts.title(meetup)
        when = site.texts.when(meetup)
        place = venue.place
        address = venue.address
        access = venue.access.isEmpty || meetup.state == .cancelled ? nil : venue.access
    }
}

extension Translations {
    /// What the subjects of all letters about a meetup share: nothing that a guest wrote.
    func stem(_ meetup: Meetup) -> String {
        self(.letterStem, ["title": meetup.terms.title, "date": words(meetup.wallStart.date)])
    }
}
