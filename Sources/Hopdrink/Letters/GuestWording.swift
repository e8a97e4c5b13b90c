import Domain

/// The texts of an email to a guest.
struct GuestWording: Sendable {
    let subject: TranslationKey
    let lead: TranslationKey
    var reason = TranslationKey.letterReason
}

extension GuestWording {
    init(_ kind: LetterKind, _ state: RSVP.State, _ prospect: Prospect = .open(arrival: nil)) {
        switch kind {
        case .confirm: self.init(.letterConfirmSubject, prospect.confirmLead, .letterReasonConfirm)
        case .going: self.init(.letterGoingSubject, .letterGoingLead)
        case .waiting: self.init(.letterWaitingSubject, .letterWaitingLead)
        case .promoted: self.init(.letterPromotedSubject, .letterPromotedLead)
        case .changed: self.init(.letterChangedSubject, .letterChangedLead)
        case .cancelled: self.init(.letterCancelledSubject, .letterCancelledLead)
        case .restored: self.init(.letterRestoredSubject, state.restoredLead)
        case .reminder: self.init(.letterReminderSubject, .letterReminderLead)
        case .thanks: self.init(.letterThanksSubject, .letterThanksLead, .letterReasonThanks)
        case .unverified: self.init(.letterUnverifiedSubject, .letterUnverifiedLead)
        case .reconfirm: self.init(.letterReconfirmSubject, .letterReconfirmLead)
        case .seatReleased: self.init(.letterSeatReleasedSubject, .letterSeatReleasedLead)
        // The other kinds do not go to guests with an RSVP.
        case .known, .hostConfirm, .hostSilent, .headCount, .unreachable, .question, .follow, .digest, .data,
            .cityRequest,
            .cityRequested, .cityStarts:
            self.init(.letterKnownSubject, state.isGoing ? .letterKnownGoing : .letterKnownWaiting)
        }
    }

    private init(_ subject: TranslationKey, _ lead: TranslationKey, _ reason: TranslationKey = .letterReason) {
        self.init(subject: subject, lead: lead, reason: reason)
    }
}

extension RSVP.State {
    fileprivate var restoredLead: TranslationKey { isGoing ? .letterRestoredLead : .letterRestoredWaitingLead }
}

extension Prospect {
    /// The text of an email that asks to confirm.
    fileprivate var confirmLead: TranslationKey {
        switch self {
        case .seat: .letterConfirmLead
        case .waitlist: .letterConfirmLeadWaiting
        case .open: .letterConfirmLeadOpen
        }
    }
}
