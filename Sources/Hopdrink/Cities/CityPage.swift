import Domain
import Foundation

/// The next evenings of a city, and how to subscribe to them.
struct CityPage: Page {
    static let template = "pages/city"

    /// A meetup and how full it is.
    struct Entry: Sendable {
        let meetup: Meetup
        let occupancy: Occupancy
    }

    let frame: Frame
    let texts: Texts
    let name: String
    let meetups: [MeetupSummary]
    let hasMeetups: Bool
    let representative: String?
    let subscription: Subscription
    let follow: FollowForm

    init(_ city: City, _ entries: [Entry], _ form: RSVPForm.Entry? = nil, in edition: Edition, at now: Date) {
        texts = edition.texts
        name = city.name
        meetups = entries.map { MeetupSummary($0.meetup, $0.occupancy, in: edition, at: now) }
        hasMeetups = !entries.isEmpty
        representative = city.representative.map { edition.texts(.cityRepresentative, ["name": $0.name]) }
        subscription = Subscription(to: city, in: edition)
        follow = FollowForm(of: city, form ?? RSVPForm.Entry(), in: edition)
        var frame = Frame(
            edition, title: texts(.cityTitle, ["city": city.name]),
            description: texts(.cityDescription, ["city": city.name]),
            address: { Address.city(city.slug, in: $0) }
        )
        frame.feed = Frame.Feed(name: subscription.name, path: Address.feed(city.slug).path)
        frame.atom = Frame.Feed(name: subscription.name, path: Address.atom(city.slug).path)
        frame.structuredData = StructuredEvent.text(entries.map { StructuredEvent($0.meetup, in: city, edition) })
        self.frame = frame
    }
}

/// The form for whoever wants to hear of a city by mail.
struct FollowForm: Sendable {
    let action: String
    let email: FormField

    init(of city: City, _ entry: RSVPForm.Entry, in edition: Edition) {
        action = Address.followers(of: city.slug, in: edition.language).path
        email = FormField("email", entry, edition.texts)
    }
}

/// How to get every evening of a city into a calendar.
struct Subscription: Sendable {
    let name: String
    /// Opens the visitor's calendar.
    let webcal: String
    /// To be copied into a calendar on the web.
    let https: String

    init(to city: City, in edition: Edition) {
        name = edition.texts(.feedName, ["city": city.name])
        webcal = edition.base.webcal(.feed(city.slug))
        https = edition.base.absolute(.feed(city.slug))
    }
}
