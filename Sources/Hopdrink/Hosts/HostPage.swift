import Domain
import Foundation

/// The page where a host confirms that a meetup takes place.
struct HostPage: Page {
    static let template = "pages/host"

    let layout: PageLayout
    let texts: Translations
    let heading: MeetupHeading
    let title: String
    let text: String
    /// The target of the button; nil if there is nothing to confirm.
    let action: String?

    init(_ meetup: Meetup, with token: Token, in site: LocalizedSite, at now: Date) {
        texts = site.texts
        heading = MeetupHeading(meetup, in: site)
        let keys = Self.keys(meetup, at: now)
        action = keys.title == .hostTitle ? Address.host(token, in: site.language).path : nil
        title = texts(keys.title)
        text = texts(keys.text)
        layout = PageLayout(private: site, title: title, description: heading.when.text)
    }

    private static func keys(_ meetup: Meetup, at now: Date) -> (title: TranslationKey, text: TranslationKey) {
        if meetup.state == .cancelled { return (.hostCancelledTitle, .hostCancelledText) }
        if meetup.hasStarted(at: now) { return (.hostDoneTitle, .hostOverText) }
        return meetup.isTentative ? (.hostTitle, .hostText) : (.hostDoneTitle, .hostDoneText)
    }
}
