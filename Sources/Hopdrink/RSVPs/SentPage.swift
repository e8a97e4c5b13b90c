import Domain

/// The page that asks the guest to check their email. It is the same for every address, known or not.
struct SentPage: Page {
    static let template = "pages/sent"

    let layout: PageLayout
    let texts: Translations
    let heading: MeetupHeading

    init(_ meetup: Meetup, in site: LocalizedSite) {
        texts = site.texts
        heading = MeetupHeading(meetup, in: site)
        layout = PageLayout(private: site, title: texts(.sentTitle), description: heading.when.text)
    }
}

/// A meetup as the pages and emails about one RSVP show it.
struct MeetupHeading: Sendable {
    let title: String
    let when: FormattedDate
    let place: String
    let address: String
    let path: String
    let calendar: String

    init(_ meetup: Meetup, in site: LocalizedSite) {
        title = meetup.terms.title
        when = FormattedDate(meetup, site.texts)
        let venue = meetup.terms.venue
        place = venue.place
        address = venue.address
        path = Address.meetup(meetup.id, in: site.language).path
        calendar = Address.calendar(meetup.id).path
    }
}
