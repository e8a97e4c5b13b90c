import Domain
import Foundation

/// The page of one meetup: when, where, with whom, and the RSVP form.
struct MeetupPage: Page {
    static let template = "pages/meetup"

    /// The context of a meetup on its page.
    struct Setting: Sendable {
        let city: City
        let occupancy: Occupancy
        /// The series of the meetup, if the series has a page.
        var series: Series?
        /// The network's cities, with their time zones.
        var cities: [ZoneMenu.City] = []
        /// The time zone in which the visitor wants to see the time.
        var zone: Zone?
        /// The number of trades on the cards of guests who are going.
        var trades = 0
    }

    let layout: PageLayout
    let texts: Translations
    let title: String
    let city: String
    let cityPath: String
    let when: FormattedDate
    let venue: VenueView
    let hosts: String?
    let paragraphs: [String]
    let state: String
    let hasRoom: Bool
    let isFull: Bool
    let isCancelled: Bool
    /// Why the meetup is cancelled.
    let reason: String?
    /// A notice that the host has not confirmed the meetup yet.
    let tentative: String?
    /// The announced start, if the meetup has moved since.
    let moved: String?
    /// The number of trades, as text; nil if it is too small to be shown.
    let trades: String?
    /// The text of the link to the city's other meetups.
    let others: String
    let series: SeriesLink?
    /// Nil if the meetup is no longer of interest to a calendar.
    let calendars: CalendarLinks?
    let zones: ZoneMenu?
    /// Nil if the meetup takes no more RSVPs.
    let form: RSVPForm?

    /// `form` is what a visitor wrote, with its errors; nil for an empty form.
    init(
        _ meetup: Meetup, _ setting: Setting, form: FormInput? = nil, in site: LocalizedSite, at now: Date
    ) {
        let availability = Availability(meetup, setting.occupancy, at: now)
        texts = site.texts
        title = meetup.terms.title
        city = setting.city.name
        cityPath = Address.city(setting.city.slug, in: site.language).path
        when = FormattedDate(meetup, site.texts)
        venue = VenueView(meetup.terms.venue)
        hosts = texts.hosts(meetup.terms.hosts.map(\.name))
        paragraphs = meetup.terms.text.paragraphs
        state = availability.sentence(texts)
        hasRoom = availability.hasRoom
        isFull = availability == .full
        isCancelled = availability == .cancelled
        reason = texts.reason(of: meetup)
        tentative = meetup.isTentative && availability.isOpen ? texts(.tentative) : nil
        moved = availability.isOpen ? texts.moved(meetup) : nil
        let trades = availability.isOpen ? Card.tradesShown(of: setting.trades) : nil
        self.trades = trades.map { site.texts(.tradesCome, $0) }
        others = texts(.meetupOthers, ["city": setting.city.name])
        series = setting.series.map { SeriesLink($0, in: site) }
        calendars = availability.isAhead ? CalendarLinks(meetup, in: site) : nil
        zones =
            availability.isAhead
            ? ZoneMenu(meetup, cities: setting.cities, chosen: setting.zone, in: site) : nil
        let entry = form ?? FormInput()
        self.form = availability.isOpen ? RSVPForm(for: meetup, in: setting.city, entry, site) : nil
        layout = Self.layout(meetup, setting, site)
    }

    private static func layout(_ meetup: Meetup, _ setting: Setting, _ site: LocalizedSite) -> PageLayout {
        let (texts, city) = (site.texts, setting.city)
        var layout = PageLayout(
            site, title: texts.title(meetup),
            description: texts(
                .meetupDescription,
                ["when": texts.when(meetup), "place": meetup.terms.venue.name, "city": city.name]
            ),
            at: CanonicalURLs(in: city, site) { Address.meetup(meetup.id, in: $0) }
        )
        layout.feed = PageLayout.Feed(name: texts(.feedName, ["city": city.name]), path: Address.feed(city.slug).path)
        layout.structuredData = StructuredEvent.text([StructuredEvent(meetup, setting.occupancy, in: city, site)])
        return layout
    }
}

/// The venue as the page shows it.
struct VenueView: Sendable {
    let name: String
    let room: String?
    let address: String
    let access: [String]
    let hasAccess: Bool
    /// A link to a map, by coordinates.
    let map: String?

    init(_ venue: Venue) {
        name = venue.name
        room = venue.room.isEmpty ? nil : venue.room
        address = venue.address
        access = venue.access.paragraphs
        hasAccess = !access.isEmpty
        map = venue.coordinates.map(\.degrees).map { latitude, longitude in
            "https://www.openstreetmap.org/?mlat=\(latitude)&mlon=\(longitude)#map=18/\(latitude)/\(longitude)"
        }
    }
}

extension Translations {
    /// Returns the title, marked if the meetup is cancelled.
    func title(_ meetup: Meetup) -> String {
        meetup.state == .cancelled ? self(.cancelledTitle, ["title": meetup.terms.title]) : meetup.terms.title
    }

    /// Returns why the meetup is cancelled; nil if it is not cancelled or has no reason.
    func reason(of meetup: Meetup) -> String? {
        meetup.reason.isEmpty ? nil : self(.cancelledReason, ["reason": meetup.reason])
    }

    /// Returns a notice that the meetup starts at another time than announced; nil if it does not.
    func moved(_ meetup: Meetup) -> String? {
        meetup.movedFrom.map { announced in
            let start = LocalDateTime(announced, in: meetup.timeZone)
            return self(.meetupMoved, ["date": shortWords(start.date), "time": words(start.time)])
        }
    }

    /// Returns the names of the hosts in a sentence; nil if there are none.
    func hosts(_ names: [String]) -> String? {
        names.isEmpty ? nil : self(.meetupHosts, ["names": list(names)])
    }
}

extension String {
    /// The parts of the text between empty lines.
    var paragraphs: [String] {
        var paragraphs: [[Substring]] = [[]]
        for line in unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init) {
            if line.allSatisfy(\.isWhitespace) {
                paragraphs.append([])
            } else {
                paragraphs[paragraphs.count - 1].append(line)
            }
        }
        return paragraphs.map { $0.joined(separator: "\n") }.filter { !$0.isEmpty }
    }

    /// Returns the first `maximum` scalars, with an ellipsis if there are more.
    func shortened(to maximum: Int) -> String {
        let scalars = unicodeScalars
        return scalars.count <= maximum ? self : String(String.UnicodeScalarView(scalars.prefix(maximum))) + "…"
    }
}
