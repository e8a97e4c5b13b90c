import Domain

/// The words of one letter to one guest, in the guest's language. Both parts say the same.
struct LetterText: Sendable {
    static let plainTemplate = "letters/letter.txt"
    static let htmlTemplate = "letters/letter.html"

    /// The secrets whose links the letter carries.
    struct Links: Sendable {
        /// Opens the page with the button; only for `LetterKind.confirm`.
        var confirm: Token?
        /// Opens the page to change or cancel; for every other kind.
        var manage: Token?
    }

    /// A link with its words.
    struct Button: Sendable {
        let label: String
        let link: String
    }

    let language: String
    let network: String
    let subject: String
    let greeting: String
    let lead: String
    let title: String
    let when: String
    let place: String
    let address: String
    let access: String?
    /// Why the meetup is called off.
    let cancellation: String?
    /// How many come; nil where it says nothing.
    let party: String?
    /// What the letter asks for.
    let button: Button?
    /// The way to change or cancel.
    let change: Button?
    /// The line that leads to the meetup's page.
    let page: Button
    /// Why the guest got this letter.
    let reason: String

    /// A letter to an address that is not confirmed repeats nothing that was typed, not even the RSVP's name.
    init(_ kind: LetterKind, _ rsvp: RSVP, to meetup: Meetup, links: Links, in edition: Edition) {
        let wording = LetterWording(kind, rsvp)
        let venue = meetup.terms.venue
        let texts = edition.texts
        language = edition.language.code
        network = edition.network
        let stem = texts(.letterStem, ["title": meetup.terms.title, "date": texts.words(meetup.start.date)])
        subject = texts(wording.subject, ["stem": stem])
        greeting = kind == .confirm ? texts(.letterGreetingNobody) : texts(.letterGreeting, ["name": rsvp.name])
        lead = texts(wording.lead)
        title = texts.title(meetup)
        when = texts.when(meetup)
        place = venue.place
        address = venue.address
        access = venue.access.isEmpty || kind == .cancelled ? nil : venue.access
        cancellation = texts.reason(of: meetup)
        party = kind == .cancelled ? nil : texts(.party, rsvp.party)
        button = kind == .confirm ? links.confirm.map { Button(confirm: $0, edition) } : nil
        change = [.confirm, .cancelled].contains(kind) ? nil : links.manage.map { Button(change: $0, edition) }
        page = Button(label: texts(.letterPage), link: edition.base.absolute(.meetup(meetup.id, in: edition.language)))
        reason = texts(kind == .confirm ? .letterReasonConfirm : .letterReason, ["network": edition.network])
    }
}

extension LetterText {
    /// A letter to somebody who looks after a meetup, with the link to the page on which to say that it takes place.
    init(_ kind: LetterKind, to contact: Contact, about meetup: Meetup, opening token: Token, in edition: Edition) {
        let texts = edition.texts
        let venue = meetup.terms.venue
        let isAsked = kind == .hostConfirm
        language = edition.language.code
        network = edition.network
        let stem = texts(.letterStem, ["title": meetup.terms.title, "date": texts.words(meetup.start.date)])
        subject = texts(isAsked ? .letterHostSubject : .letterSilentSubject, ["stem": stem])
        greeting = texts(.letterGreeting, ["name": contact.name])
        let hosts = meetup.terms.hosts.map(\.name).joined(separator: ", ")
        lead = isAsked ? texts(.letterHostLead) : texts(.letterSilentLead, ["hosts": hosts])
        title = texts.title(meetup)
        when = texts.when(meetup)
        place = venue.place
        address = venue.address
        (access, cancellation, party, change) = (nil, nil, nil, nil)
        let link = edition.base.absolute(.host(token, in: edition.language))
        button = Button(label: texts(.letterHostButton), link: link)
        page = Button(label: texts(.letterPage), link: edition.base.absolute(.meetup(meetup.id, in: edition.language)))
        reason = texts(.letterReasonHost, ["network": edition.network])
    }
}

extension LetterText.Button {
    fileprivate init(confirm token: Token, _ edition: Edition) {
        label = edition.texts(.letterConfirmButton)
        link = edition.base.absolute(.confirm(token, in: edition.language))
    }

    fileprivate init(change token: Token, _ edition: Edition) {
        label = edition.texts(.letterManageButton)
        link = edition.base.absolute(.manage(token, in: edition.language))
    }
}

/// Which texts a kind of letter is made of.
private struct LetterWording {
    let subject: TextKey
    let lead: TextKey

    init(_ kind: LetterKind, _ rsvp: RSVP) {
        switch kind {
        case .confirm: (subject, lead) = (.letterConfirmSubject, rsvp.state.confirmLead)
        case .going: (subject, lead) = (.letterGoingSubject, .letterGoingLead)
        case .waiting: (subject, lead) = (.letterWaitingSubject, .letterWaitingLead)
        case .movedUp: (subject, lead) = (.letterMovedUpSubject, .letterMovedUpLead)
        case .changed: (subject, lead) = (.letterChangedSubject, .letterChangedLead)
        case .cancelled: (subject, lead) = (.letterCancelledSubject, .letterCancelledLead)
        case .restored: (subject, lead) = (.letterRestoredSubject, rsvp.state.restoredLead)
        case .reminder: (subject, lead) = (.letterReminderSubject, .letterReminderLead)
        // They go to nobody who answered.
        case .hostConfirm, .hostSilent, .thanks, .doubtful, .headCount, .unreachable, .question, .follow, .digest:
            (subject, lead) = (.letterHostSubject, .letterHostLead)
        case .known:
            (subject, lead) = (.letterKnownSubject, rsvp.state.isGoing ? .letterKnownGoing : .letterKnownWaiting)
        }
    }
}

extension RSVP.State {
    fileprivate var restoredLead: TextKey { isGoing ? .letterRestoredLead : .letterRestoredWaitingLead }

    /// What the first letter says, depending on the place that was decided when the RSVP arrived.
    fileprivate var confirmLead: TextKey {
        if case .pending(let hold) = self, hold.place == .line { .letterConfirmLeadWaiting } else { .letterConfirmLead }
    }
}
