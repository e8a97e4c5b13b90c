package import Foundation

/// What a calendar says that a guest answers to an invitation. All of it is anybody's claim.
package struct CalendarAnswer: Equatable, Sendable {
    package enum Participation: Equatable, Sendable {
        case accepted, declined, tentative
        /// No answer that we know what to do with.
        case other
    }

    package let uid: String
    package let participation: Participation
    /// Which of several evenings with this UID it is to; nil when it doesn't say.
    package var day: AnsweredDay?
    /// Who answers.
    package var attendee: String
    /// Which edition of the invitation is answered; nil where a calendar doesn't say.
    package var sequence: Int?
    /// When it was answered; nil where a calendar doesn't say.
    package var stamp: Date?
    /// How many they bring; nil or 0 where they were not asked.
    package var guests: Int?

    package init(uid: String, _ participation: Participation, attendee: String) {
        self.uid = uid
        self.participation = participation
        self.attendee = attendee
    }
}

extension CalendarAnswer {
    /// Whether it answers the invitation to this meetup.
    package func isTo(_ meetup: Meetup) -> Bool { uid == meetup.uid && day?.isStart(of: meetup) ?? true }

    /// Of several answers the one to this meetup: the guest's own before others', and one that names the evening before
    /// one to all evenings of a series.
    package static func answer(to meetup: Meetup, of guest: EmailAddress, among answers: [Self]) -> Self? {
        func rank(_ answer: Self) -> Int {
            (answer.attendee.lowercased() == guest.folded ? 2 : 0) + (answer.day == nil ? 0 : 1)
        }
        // The first of equals.
        return answers.filter { $0.isTo(meetup) }.reduce(nil) { best, answer in
            best.map { rank($0) >= rank(answer) } == true ? best : answer
        }
    }
}

/// What a mail system that we believe found out about the sender (RFC 8601).
package enum AuthenticationResult: Equatable, Sendable {
    /// The author's domain says that mail such as this is forged.
    case forged
    /// Nothing speaks against it.
    case unknown

    /// Reads the topmost Authentication-Results field; those below it may be anybody's. `trustedAuthserv` is the authserv-id of
    /// our own mail system, nil when none is believed.
    package init(topmost field: String?, trustedAuthserv: String?) {
        self = .unknown
        guard let field, let trustedAuthserv, !trustedAuthserv.isEmpty else { return }
        let clauses = Self.withoutComments(field).lowercased().split(separator: ";").map(\.description.trimmed)
        let identifier = clauses.first?.split(separator: " ").first.map(String.init)
        guard identifier == trustedAuthserv.lowercased() else { return }
        let methods = clauses.dropFirst().map { $0.split(separator: " ").first.map(String.init) ?? "" }
        if methods.contains("dmarc=fail") { self = .forged }
    }

    /// Comments may hold anything, whole results too. Blanks around `=` go, which RFC 8601 §2.2 allows.
    private static func withoutComments(_ field: String) -> String {
        var kept = String.UnicodeScalarView()
        var (depth, isQuoted, isEscaped) = (0, false, false)
        for scalar in field.unicodeScalars {
            defer { isEscaped = scalar == "\\" && !isEscaped }
            if isEscaped { continue }
            if scalar == "\"", depth == 0 { isQuoted.toggle() }
            if scalar == "(", !isQuoted { depth += 1 }
            // What is quoted is no result: a `;` in it must not begin one.
            if depth == 0, !isQuoted, scalar != "\"" { kept.append(scalar) }
            if scalar == ")", !isQuoted, depth > 0 { depth -= 1 }
        }
        return String(kept).split(separator: "=", omittingEmptySubsequences: false).map(\.description.trimmed)
            .joined(separator: "=")
    }
}
