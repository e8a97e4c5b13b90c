import Domain
import Foundation

/// A guest's own page for one RSVP: its state, the companions and the button that cancels it.
struct ManagePage: Page {
    static let template = "pages/manage"

    /// The context of an RSVP on its page.
    struct Setting: Sendable {
        let meetup: Meetup
        let refusal: Refusal?
        /// The guest's place on the waiting list.
        var place: WaitingPlace?
        /// The name of the representative whom the guest can ask a question.
        var representative: String?
        /// The question that the guest wrote, with its errors.
        var question: FormInput?
        /// Whether a question was just sent.
        var hasAsked = false
    }

    let layout: PageLayout
    let texts: Translations
    let heading: MeetupHeading
    let hello: String
    let state: String
    let party: String
    let position: String?
    /// Why the guest is on the waiting list.
    let why: [String]
    /// The target of the button that takes a free seat.
    let take: String?
    /// The target of the button that reconfirms the RSVP.
    let reconfirm: String?
    let isGoing: Bool
    /// Nil if the RSVP can no longer be changed.
    let change: Change?
    /// Why nothing can be changed.
    let closed: String?
    let canAnswerAnew: Bool
    /// The target of the button that creates the guest's own calendar feed; nil if the RSVP is not confirmed or the
    /// meetup takes no RSVPs any more.
    let feed: String?
    /// Nil if there is nobody to ask, or the RSVP is not confirmed.
    let question: Question?
    let hasAsked: Bool
    /// The address of the guest's card; nil if this RSVP does not open it.
    let card: String?

    /// The form for a question to the city's representative.
    struct Question: Sendable {
        let action: String
        let text: String
        let field: FormField
    }

    struct Change: Sendable {
        let action: String
        let cancel: String
        /// Nil if the meetup has a capacity of one.
        let companions: FormField?
        let maxCompanions: Int
        let acceptsFewer: Bool
        let asked: RSVPForm.Question?
        let remark: FormField
        let maxRemarkLength = GuestWords.maxRemarkLength
    }

    /// `entry` is what the guest wrote, with its errors; nil shows the stored values.
    init(
        _ rsvp: RSVP, _ setting: Setting, entry: FormInput? = nil, with token: Token, in site: LocalizedSite
    ) {
        texts = site.texts
        heading = MeetupHeading(setting.meetup, in: site)
        hello = texts(.manageHello, ["name": rsvp.name])
        state = texts(Self.state(of: rsvp))
        party = texts(.party, rsvp.party)
        let place = setting.refusal == nil ? setting.place : nil
        position = rsvp.turn == .unresponsive ? nil : place.map { site.texts.position($0.position) }
        why = place?.reasons.map { site.texts.whyWaiting($0, for: setting.meetup) } ?? []
        take = place?.mayTake == true ? Address.take(token, in: site.language).path : nil
        let isUnresponsive = place != nil && rsvp.turn == .unresponsive
        reconfirm = isUnresponsive ? Address.reconfirm(token, in: site.language).path : nil
        isGoing = rsvp.state.isGoing && setting.refusal == nil
        closed = setting.refusal.map { site.texts($0 == .cancelled ? .isCancelled : .started) }
        canAnswerAnew = rsvp.state == .cancelled && setting.refusal == nil
        let isComing = rsvp.state.isConfirmed && setting.refusal == nil
        feed = isComing ? Address.makeGuestFeed(token, in: site.language).path : nil
        let isOpen = rsvp.state != .cancelled && setting.refusal == nil
        change = isOpen ? Change(entry ?? FormInput(holding: rsvp), setting.meetup, token, site) : nil
        question = rsvp.state.isConfirmed ? Question(setting, token, site) : nil
        hasAsked = setting.hasAsked
        card = Card.isOpen(to: rsvp.state) ? Address.card(token, in: site.language).path : nil
        layout = PageLayout(private: site, title: texts(.manageTitle), description: heading.when.text)
    }

    private static func state(of rsvp: RSVP) -> TranslationKey {
        switch rsvp.state {
        case .pending: .managePending
        case .going: .manageGoing
        case .waiting: .manageWaiting
        case .cancelled: .manageCancelled
        }
    }
}

extension ManagePage.Question {
    fileprivate init?(_ setting: ManagePage.Setting, _ token: Token, _ site: LocalizedSite) {
        guard let name = setting.representative else { return nil }
        action = Address.ask(token, in: site.language).path
        text = site.texts(.manageQuestionText, ["name": name])
        field = FormField("question", setting.question ?? FormInput(), site.texts)
    }
}

extension ManagePage.Change {
    fileprivate init(_ entry: FormInput, _ meetup: Meetup, _ token: Token, _ site: LocalizedSite) {
        let texts = site.texts
        action = Address.manage(token, in: site.language).path
        cancel = Address.cancel(token, in: site.language).path
        maxCompanions = min(RSVPDraft.maxCompanions, meetup.terms.capacity - 1)
        companions = maxCompanions > 0 ? FormField("companions", entry, texts) : nil
        acceptsFewer = entry.written.isChecked("accepts_fewer")
        asked = RSVPForm.Question(of: meetup, entry, texts)
        remark = FormField("remark", entry, texts)
    }
}

extension FormInput {
    /// The form's values as they are stored.
    fileprivate init(holding rsvp: RSVP) {
        var texts = ["companions": String(rsvp.companions), "answer": rsvp.words.answer, "remark": rsvp.words.remark]
        if rsvp.acceptsFewer { texts["accepts_fewer"] = "yes" }
        self.init(written: RawInput(texts))
    }
}
