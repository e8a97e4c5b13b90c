package import Foundation

/// The settings of a series or a one-off meetup that concern its guests: question, waiting list and reconfirmation.
/// Calendars do not show them.
package struct GuestTerms: Hashable, Sendable {
    /// The question in the RSVP form; empty if there is none.
    package var question = ""
    package var waitingList = WaitingListTerms()
    /// The number of minutes before the start at which guests are asked whether they are really coming; nil for never.
    package var reconfirm: Int?

    package init() {}
}

/// The order of a waiting list, and how long it promotes guests by itself.
package struct WaitingListTerms: Hashable, Sendable {
    /// Whether a party that fits is promoted before a larger party that does not fit.
    package var smallerMayPass = false
    /// The number of minutes before the start at which the list closes; after that a free seat goes to the first guest
    /// who asks.
    package var closing = 120

    package init() {}
}

/// The changes to the terms for guests; a nil value stays as it is.
package struct GuestTermsChange: Equatable, Sendable {
    package var question: String?
    package var smallerMayPass: Bool?
    package var closing: Int?
    /// In minutes before the start; 0 for never.
    package var reconfirm: Int?

    package init() {}

    /// Reads `question`, `waiting_list` and `reconfirm`.
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

    /// Reads `48h`, or `no` for never, which gives 0.
    fileprivate static func reconfirmation(_ text: String) throws(FieldErrorReason) -> Int {
        if ["no", "false"].contains(text.trimmed) { return 0 }
        let minutes = try minutes(text)
        guard minutes >= 60 else { throw .format("must be at least 1h, or no") }
        return minutes
    }
}

extension Meetup {
    /// The instant from which the waiting list no longer promotes guests by itself.
    package var listClosesAt: Date { startsAt.addingTimeInterval(-TimeInterval(terms.guests.waitingList.closing * 60)) }

    package func isListClosed(at now: Date) -> Bool { listClosesAt <= now }
}
