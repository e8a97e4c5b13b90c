package import Foundation

/// What a series and a one-off meetup want to know of their guests, and how places move on. No calendar shows it.
package struct GuestTerms: Hashable, Sendable {
    /// Asked in the RSVP form; empty for none.
    package var question = ""
    package var waitingList = WaitingListTerms()
    /// How many minutes before the start guests are asked whether they really come; nil for never.
    package var reconfirm: Int?

    package init() {}
}

/// Who goes first on a waiting list, and for how long it moves by itself.
package struct WaitingListTerms: Hashable, Sendable {
    /// Whether a party that fits goes before a larger one that does not.
    package var smallerMayPass = false
    /// How many minutes before the start it closes; a free place is for whoever asks first after that.
    package var closing = 120

    package init() {}
}

/// What is to be different about these terms; what is nil stays.
package struct GuestTermsChange: Equatable, Sendable {
    package var question: String?
    package var smallerMayPass: Bool?
    package var closing: Int?
    /// 0 for never.
    package var reconfirm: Int?

    package init() {}

    /// Takes `question`, `waiting_list` and `reconfirm` out of what was written.
    package init(reading fields: inout InputDecoder) {
        question = fields.optional("question", TextParser.question)
        if var group = fields.group("waiting_list") {
            smallerMayPass = group.optional("smaller_may_pass", TextParser.yesOrNo)
            closing = group.optional("until", TextParser.minutes)
            group.closeUnknown()
            fields.absorb(group.errors)
        }
        reconfirm = fields.optional("reconfirm", TextParser.reconfirmation)
    }
}

extension GuestTerms {
    package func applying(_ change: GuestTermsChange) -> GuestTerms {
        var terms = self
        terms.question = change.question ?? question
        terms.waitingList.smallerMayPass = change.smallerMayPass ?? waitingList.smallerMayPass
        terms.waitingList.closing = change.closing ?? waitingList.closing
        if let minutes = change.reconfirm { terms.reconfirm = minutes == 0 ? nil : minutes }
        return terms
    }
}

extension TextParser {
    fileprivate static func question(_ text: String) throws(FieldErrorReason) -> String {
        text.trimmed.isEmpty ? "" : try line(text, maximum: 200)
    }

    /// `48h`, or `no` for never.
    fileprivate static func reconfirmation(_ text: String) throws(FieldErrorReason) -> Int {
        if ["no", "false"].contains(text.trimmed) { return 0 }
        let minutes = try minutes(text)
        guard minutes >= 60 else { throw .format("must be at least 1h, or no") }
        return minutes
    }
}

extension Meetup {
    /// From when on the waiting list does not move by itself any more.
    package var listClosesAt: Date { startsAt.addingTimeInterval(-TimeInterval(terms.guests.waitingList.closing * 60)) }

    package func isListClosed(at now: Date) -> Bool { listClosesAt <= now }
}
