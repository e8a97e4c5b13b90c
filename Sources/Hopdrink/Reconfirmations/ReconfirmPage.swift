import Domain
import Foundation

/// The page where a guest reconfirms that they come.
struct ReconfirmPage: Page {
    static let template = "pages/reconfirm"

    enum State: Equatable, Sendable {
        case asked
        case noted
        /// The guest's seat went to others.
        case unresponsive
        case waiting
        case withdrawn
        case closed(Refusal)

        init(_ rsvp: RSVP, isAnswered: Bool, _ refusal: Refusal?) {
            switch (refusal, rsvp.state) {
            case (let refusal?, _): self = .closed(refusal)
            case (nil, .going): self = isAnswered ? .noted : .asked
            case (nil, .waiting): self = rsvp.turn == .unresponsive ? .unresponsive : .waiting
            case (nil, .pending), (nil, .cancelled): self = .withdrawn
            }
        }
    }

    let layout: PageLayout
    let texts: Translations
    let heading: MeetupHeading
    let title: String
    let text: String
    let party: String
    /// The target of the button; nil if there is nothing to reconfirm.
    let action: String?
    /// The guest's own page, to change or cancel the RSVP.
    let manage: String

    init(_ state: State, _ rsvp: RSVP, to meetup: Meetup, with token: Token, in site: LocalizedSite) {
        texts = site.texts
        heading = MeetupHeading(meetup, in: site)
        title = texts(state.texts.title)
        text = texts(state.texts.text)
        party = texts(.party, rsvp.party)
        let hasButton = [.asked, .unresponsive].contains(state)
        action = hasButton ? Address.reconfirm(token, in: site.language).path : nil
        manage = Address.manage(token, in: site.language).path
        layout = PageLayout(private: site, title: title, description: heading.when.text)
    }
}

extension ReconfirmPage.State {
    fileprivate var texts: (title: TranslationKey, text: TranslationKey) {
        switch self {
        case .asked: (.reconfirmTitle, .reconfirmText)
        case .noted: (.reconfirmNotedTitle, .reconfirmNotedText)
        case .unresponsive: (.reconfirmUnresponsiveTitle, .reconfirmUnresponsiveText)
        case .waiting: (.confirmWaitingTitle, .reconfirmWaitingText)
        case .withdrawn: (.confirmCancelledTitle, .confirmCancelledText)
        case .closed(.cancelled): (.closedCancelledTitle, .closedCancelledText)
        case .closed(.started): (.closedStartedTitle, .closedStartedText)
        }
    }
}
