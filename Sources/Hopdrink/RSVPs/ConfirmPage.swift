import Domain
import Foundation

/// The page behind the link in the first email. It shows a button and what the button confirms; after the confirmation,
/// it shows the result.
struct ConfirmPage: Page {
    static let template = "pages/confirm"

    enum State: Equatable, Sendable {
        /// The associated value is what is reserved for the guest.
        case pending(Prospect)
        case going
        /// The associated value is the place on the waiting list, if it is known.
        case waiting(WaitingPlace?)
        case cancelled
        case closed(Refusal)
    }

    /// Returns the state to show. A refusal comes first, except that going guests are not told that the meetup has
    /// started. `prospect` is nil if there is nothing left to confirm.
    static func state(
        of rsvp: RSVP, refusal: Refusal?, prospect: Prospect? = nil, place: WaitingPlace? = nil
    ) -> State {
        if let refusal, refusal == .cancelled || !rsvp.state.isGoing { return .closed(refusal) }
        switch rsvp.state {
        case .going: return .going
        case .waiting: return .waiting(place)
        case .pending, .cancelled: return prospect.map { .pending($0) } ?? .cancelled
        }
    }

    /// The context of an RSVP on this page.
    struct Setting: Sendable {
        let meetup: Meetup
        /// Whether the guest confirmed a different ask than the one in this email.
        var isSuperseded = false
        /// The name of the representative, who gets the guest's question.
        var representative: String?
    }

    let layout: PageLayout
    let texts: Translations
    let heading: MeetupHeading
    let title: String
    let text: String
    let party: String
    /// The guest's statements that the button confirms, line by line.
    let said: [String]
    /// A notice that another RSVP than the one in this email counts.
    let superseded: String?
    let position: String?
    /// Why the guest is on the waiting list.
    let why: [String]
    /// The target of the button; nil if there is nothing to confirm.
    let action: String?
    let isGoing: Bool
    /// Whether a new RSVP on the meetup's page would help.
    let canAnswerAnew: Bool

    /// `rsvp` is what the guest asked for, as long as it is not confirmed.
    init(_ state: State, _ rsvp: RSVP, in setting: Setting, with token: Token, _ site: LocalizedSite) {
        let meetup = setting.meetup
        texts = site.texts
        heading = MeetupHeading(meetup, in: site)
        title = texts(state.texts.title)
        text = texts(state.texts.text, ["until": state.until.map { site.texts.until($0, at: meetup) } ?? ""])
        party = texts(.party, rsvp.party)
        said = state.isPending ? texts.said(rsvp, to: setting.representative) : []
        let isConfirmed = state != .cancelled && rsvp.state.isConfirmed
        superseded = setting.isSuperseded && isConfirmed ? texts(.confirmSuperseded) : nil
        let place: WaitingPlace? = if case .waiting(let place) = state { place } else { nil }
        position = place.map { [texts] in texts.position($0.position) }
        why = place?.reasons.map { [texts] in texts.whyWaiting($0, for: meetup) } ?? []
        action = state.isPending ? Address.confirm(token, in: site.language).path : nil
        isGoing = state == .going
        canAnswerAnew = state == .cancelled
        layout = PageLayout(private: site, title: title, description: heading.when.text)
    }
}

extension ConfirmPage.State {
    fileprivate var isPending: Bool {
        if case .pending = self { true } else { false }
    }

    /// When the seats' reservation ends.
    fileprivate var until: Date? {
        if case .pending(.seat(let until, _)) = self { until } else { nil }
    }

    fileprivate var texts: (title: TranslationKey, text: TranslationKey) {
        switch self {
        case .pending(.seat): (.confirmTitle, .confirmText)
        case .pending(.waitlist): (.confirmTitle, .confirmTextWaiting)
        case .pending(.open): (.confirmTitle, .confirmTextOpen)
        case .going: (.confirmGoingTitle, .confirmGoingText)
        case .waiting: (.confirmWaitingTitle, .confirmWaitingText)
        case .cancelled: (.confirmCancelledTitle, .confirmCancelledText)
        case .closed(.cancelled): (.closedCancelledTitle, .closedCancelledText)
        case .closed(.started): (.closedStartedTitle, .closedStartedText)
        }
    }
}

extension Translations {
    /// Returns when a seat's reservation ends, in the city's local time.
    func until(_ instant: Date, at meetup: Meetup) -> String {
        let end = LocalDateTime(instant, in: meetup.timeZone)
        return self(.reservedUntil, ["date": words(end.date), "time": words(end.time)])
    }

    /// Returns what a guest says by confirming: to everybody who reads the guest list, to the hosts and to the
    /// representative.
    fileprivate func said(_ rsvp: RSVP, to representative: String?) -> [String] {
        let words = rsvp.words
        let lines: [(TranslationKey, String)] = [
            (.confirmName, rsvp.name), (.guestAnswer, words.answer), (.confirmRemark, words.remark),
            (.confirmQuestion, words.question),
        ]
        let said = lines.filter { !$0.1.isEmpty }.map { key, text in
            self(key, ["name": text, "answer": text, "words": text, "representative": representative ?? ""])
        }
        return rsvp.acceptsFewer ? said + [self(.confirmFewer)] : said
    }

    /// Returns the text for a position on the waiting list.
    func position(_ number: Int) -> String { self(.waitingPosition, ["position": String(number)]) }
}
