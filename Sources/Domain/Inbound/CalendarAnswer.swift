package import Foundation

/// A guest's reply to an invitation as a calendar states it (iMIP). All of it is an unverified claim.
package struct CalendarAnswer: Equatable, Sendable {
    package enum Participation: Equatable, Sendable {
        case accepted, declined, tentative
        /// A participation status that we do not handle.
        case other
    }

    package let uid: String
    package let participation: Participation
    /// The occurrence, out of several with this UID; nil if the reply does not name one.
    package var day: AnsweredDay?
    /// The address of the person who replies.
    package var attendee: String
    /// The SEQUENCE of the invitation that the reply belongs to; nil if the calendar does not state it.
    package var sequence: Int?
    /// The time of the reply; nil if the calendar does not state it.
    package var stamp: Date?
    /// The number of companions; nil or 0 if the guest was not asked.
    package var guests: Int?

    package init(uid: String, _ participation: Participation, attendee: String) {
        self.uid = uid
        self.participation = participation
        self.attendee = attendee
    }
}

extension CalendarAnswer {
    /// Whether this is a reply to the invitation to this meetup.
    package func isTo(_ meetup: Meetup) -> Bool { uid == meetup.uid && day?.isStart(of: meetup) ?? true }

    /// Returns the reply to this meetup out of several. The guest's own reply is preferred to others, and a reply that
    /// names the occurrence is preferred to a reply to the whole series.
    package static func answer(to meetup: Meetup, of guest: EmailAddress, among answers: [Self]) -> Self? {
        func rank(_ answer: Self) -> Int {
            (answer.attendee.lowercased() == guest.folded ? 2 : 0) + (answer.day == nil ? 0 : 1)
        }
        // The first reply wins if two are equal.
        return answers.filter { $0.isTo(meetup) }.reduce(nil) { best, answer in
            best.map { rank($0) >= rank(answer) } == true ? best : answer
        }
    }
}

/// The sender check of a mail system that we trust (RFC 8601).
package enum AuthenticationResult: Equatable, Sendable {
    /// The author's domain states that such mail is forged.
    case forged
    /// No result speaks against the sender.
    case unknown

    /// Reads the topmost Authentication-Results field; anybody can write the fields below it. `trustedAuthserv` is the
    /// authserv-id of our own mail system, nil if no result is trusted.
    package init(topmost field: String?, trustedAuthserv: String?) {
        self = .unknown
        guard let field, let trustedAuthserv, !trustedAuthserv.isEmpty else { return }
        let clauses = Self.withoutComments(field).lowercased().split(separator: ";").map(\.description.trimmed)
        let identifier = clauses.first?.split(separator: " ").first.map(String.init)
        guard identifier == trustedAuthserv.lowercased() else { return }
        let methods = clauses.dropFirst().map { $0.split(separator: " ").first.map(String.init) ?? "" }
        if methods.contains("dmarc=fail") { self = .forged }
    }

    /// Removes comments, which may contain anything, even whole results, and the blanks around `=`, which RFC 8601 §2.2
    /// allows.
    private static func withoutComments(_ field: String) -> String {
        var kept = String.UnicodeScalarView()
        var (depth, isQuoted, isEscaped) = (0, false, false)
        for scalar in field.unicodeScalars {
            defer { isEscaped = scalar == "\\" && !isEscaped }
            if isEscaped { continue }
            if scalar == "\"", depth == 0 { isQuoted.toggle() }
            if scalar == "(", !isQuoted { depth += 1 }
            // Quoted text is not a result: a `;` in it must not start one.
            if depth == 0, !isQuoted, scalar != "\"" { kept.append(scalar) }
            if scalar == ")", !isQuoted, depth > 0 { depth -= 1 }
        }
        return String(kept).split(separator: "=", omittingEmptySubsequences: false).map(\.description.trimmed)
            .joined(separator: "=")
    }
}
