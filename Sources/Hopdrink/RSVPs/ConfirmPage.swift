import Domain

/// What the link in the first letter opens: a button while the RSVP is pending, and what came of it after.
struct ConfirmPage: Page {
    static let template = "pages/confirm"

    enum State: Equatable, Sendable {
        /// With the place that was decided when the RSVP arrived.
        case pending(RSVP.Place)
        case going
        /// With the place among those who wait, where it is known.
        case waiting(WaitingPlace?)
        case cancelled
        case closed(Refusal)
    }

    /// What closes the meetup is told before anything else, but not to those who are there when it has started.
    static func state(of rsvp: RSVP, refusal: Refusal?, place: WaitingPlace? = nil) -> State {
        if let refusal, refusal == .cancelled || !rsvp.state.isGoing { return .closed(refusal) }
        switch rsvp.state {
        case .pending(let hold): return .pending(hold.place)
        case .going: return .going
        case .waiting: return .waiting(place)
        case .cancelled: return .cancelled
        }
    }

    let frame: Frame
    let texts: Texts
    let evening: Evening
    let title: String
    let text: String
    let party: String
    let position: String?
    /// Why the guest waits.
    let why: [String]
    /// Where the button leads; nil when there is nothing to press.
    let action: String?
    let isGoing: Bool
    /// Whether a new answer on the meetup's page would help.
    let canAnswerAnew: Bool

    init(_ state: State, _ rsvp: RSVP, to meetup: Meetup, with token: Token, in edition: Edition) {
        texts = edition.texts
        evening = Evening(meetup, in: edition)
        title = texts(state.texts.title)
        text = texts(state.texts.text)
        party = texts(.party, rsvp.party)
        let place: WaitingPlace? = if case .waiting(let place) = state { place } else { nil }
        position = place.map { [texts] in texts.position($0.position) }
        why = place?.reasons.map { [texts] in texts.whyWaiting($0, for: meetup) } ?? []
        action = state.isPending ? Address.confirm(token, in: edition.language).path : nil
        isGoing = state == .going
        canAnswerAnew = state == .cancelled
        frame = Frame(private: edition, title: title, description: evening.when.text)
    }
}

extension ConfirmPage.State {
    fileprivate var isPending: Bool {
        if case .pending = self { true } else { false }
    }

    fileprivate var texts: (title: TextKey, text: TextKey) {
        switch self {
        case .pending(.seat): (.confirmTitle, .confirmText)
        case .pending(.line): (.confirmTitle, .confirmTextWaiting)
        case .going: (.confirmGoingTitle, .confirmGoingText)
        case .waiting: (.confirmWaitingTitle, .confirmWaitingText)
        case .cancelled: (.confirmCancelledTitle, .confirmCancelledText)
        case .closed(.cancelled): (.closedCancelledTitle, .closedCancelledText)
        case .closed(.started): (.closedStartedTitle, .closedStartedText)
        }
    }
}

extension Texts {
    /// How far up the waiting list somebody is.
    func position(_ number: Int) -> String { self(.waitingPosition, ["position": String(number)]) }
}
