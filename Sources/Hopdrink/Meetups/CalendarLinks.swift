import Domain
import Foundation

/// The links that put one meetup into a calendar: as a file, in a program on the visitor's device, or in a calendar on
/// the web.
struct CalendarLinks: Sendable {
    let file: String
    let webcal: String
    let google: String
    let outlook: String

    /// The maximum number of scalars of the text in a link. Servers refuse longer URLs.
    private static let maxText = 300

    init(_ meetup: Meetup, in site: LocalizedSite) {
        file = Address.calendar(meetup.id).path
        webcal = site.base.webcal(.calendar(meetup.id))
        let page = site.base.absolute(.meetup(meetup.id, in: site.language))
        let text = "\(meetup.terms.text.shortened(to: Self.maxText))\n\n\(page)"
        let (title, place) = (site.texts.title(meetup), meetup.terms.venue.line)
        google = Self.address(
            "https://calendar.google.com/calendar/render",
            [
                ("action", "TEMPLATE"), ("dates", "\(meetup.startsAt.basicText)/\(meetup.endsAt.basicText)"),
                ("text", title), ("details", text), ("location", place),
            ]
        )
        outlook = Self.address(
            "https://outlook.live.com/calendar/0/deeplink/compose",
            [
                ("path", "/calendar/action/compose"), ("rru", "addevent"), ("subject", title), ("body", text),
                ("location", place), ("startdt", meetup.startsAt.formatted(.iso8601)),
                ("enddt", meetup.endsAt.formatted(.iso8601)),
            ]
        )
    }

    private static func address(_ start: String, _ fields: [(name: String, value: String)]) -> String {
        "\(start)?\(fields.map { "\($0.name)=\(PercentText.encode($0.value))" }.joined(separator: "&"))"
    }
}

extension Date {
    /// The instant as RFC 5545 §3.3.5 writes it: `20261210T180000Z`.
    fileprivate var basicText: String {
        let utc = LocalDateTime(self, in: .utc)
        return "\(utc.date.basicText)T\(utc.time.hour.padded(2))\(utc.time.minute.padded(2))00Z"
    }
}
