import Domain
import Foundation

/// What the link in the first letter opens: while nothing is confirmed, a button and what it confirms; after, what came of
/// it.
struct ConfirmPage: Page {
    static let template = "pages/confirm"

    enum State: Equatable, Sendable {
        /// With what is kept for the guest.
        case pending(Prospect)
        case going
        /// With the place among those who wait, where it is known.
        case waiting(WaitingPlace?)
        case cancelled
        case closed(Refusal)
    }

    /// What closes the meetup is told before anything else, but not to those who are there when it has started. `prospect`
    /// is nil when there is nothing to confirm any more.
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

    /// What surrounds an RSVP on this page.
    struct Setting: Sendable {
        let meetup: Meetup
        /// Whether the guest confirmed something else than what this letter asked.
        var isSuperseded = false
        /// Who reads a question that goes along.
        var representative: String?
    }

    let layout: PageLayout
    let texts: Translations
    let heading: MeetupHeading
    let title: String
    let text: String
    let party: String
    /// What pressing the button says in the guest's name, line by line.
    let said: [String]
    /// That another answer holds than the one that this letter asked about.
    let superseded: String?
    let position: String?
    /// Why the guest waits.
    let why: [String]
    /// Where the button leads; nil when there is nothing to press.
    let action: String?
    let isGoing: Bool
    /// Whether a new answer on the meetup's page would help.
    let canAnswerAnew: Bool

    /// `rsvp` is what is asked, as long as it is not confirmed.
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

    /// Until when places are kept.
    fileprivate var until: Date? {
        if case .pending(.seat(let until, _)) = self { until } else { nil }
    }

    fileprivate var texts: (title: TranslationKey, text: TranslationKey) {
        switch self {
        case .pending(.seat): (.confirmTitle, .confirmText)
        case .pending(.line): (.confirmTitle, .confirmTextWaiting)
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
    /// Until when a place at a meetup is kept, on the city's wall.
    func until(_ instant: Date, at meetup: Meetup) -> String {
        let end = LocalDateTime(instant, in: meetup.timeZone)
        return self(.reservedUntil, ["date": words(end.date), "time": words(end.time)])
    }

    /// What is said in the name of who confirms: to everybody who reads the list, the host and the representative.
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

    /// How far up the waiting list somebody is.
    func position(_ number: Int) -> String { self(.waitingPosition, ["position": String(number)]) }
}
