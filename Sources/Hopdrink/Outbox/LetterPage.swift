import Domain

/// The content of one email in its reader's language, for a pair of templates, `.txt` and `.html`. Both say the same.
protocol LetterPage: Sendable {
    /// The templates' path under `templates/`, without `.txt.mustache` and `.html.mustache`.
    static var template: String { get }
    var layout: LetterLayout { get }
}

/// The parts that every email has.
struct LetterLayout: Sendable {
    let language: String
    let network: String
    let subject: String
    let greeting: String
    let lead: String
    /// Why the reader got this email.
    let reason: String
    /// The link to unsubscribe; only in optional emails.
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

/// The words of an email's layout.
struct LetterWords: Sendable {
    let subject: String
    let lead: String
    let reason: String
    /// The words of the link to unsubscribe.
    var unsubscribe = TranslationKey.letterUnsubscribe
}

/// The links in an email that only its reader may have.
struct LetterLinks: Sendable {
    /// The secret token that opens the email's subject.
    var token: Token?
    /// The link where somebody starts or stops following a city.
    var follower: SignedLink?
    /// The link where somebody confirms or withdraws a city request.
    var cityRequest: SignedLink?
    var unsubscribe: Address?
    /// The link where a host sees the guest list.
    var guests: SignedLink?
}

/// A link with its label.
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

    /// A link to the meetup's page.
    init(pageOf meetup: Meetup, _ site: LocalizedSite) {
        self.init(.letterPage, to: .meetup(meetup.id, in: site.language), site)
    }

    /// A link to all dates of a city.
    init(datesIn city: City, _ site: LocalizedSite) {
        let label = site.texts(.letterCity, ["city": city.name])
        self.init(label, to: .city(city.slug, in: site.language), site)
    }
}

/// A meetup as emails show it.
struct LetterMeetup: Sendable {
    let title: String
    let when: String
    let place: String
    let address: String
    var access: String?
    /// The number of people in the party, as text.
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
    /// Returns the shared part of the subjects of all emails about a meetup. It has nothing that a guest wrote.
    func stem(_ meetup: Meetup) -> String {
        self(.letterStem, ["title": meetup.terms.title, "date": words(meetup.wallStart.date)])
    }
}
