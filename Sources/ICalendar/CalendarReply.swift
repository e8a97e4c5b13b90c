package import Foundation

/// What a calendar program answers to an invitation (RFC 5546 §3.2.3). All of it is anybody's claim.
package struct CalendarReply: Sendable, Equatable {
    package enum Participation: Sendable {
        case accepted, declined, tentative, delegated, needsAction, other
    }

    package let uid: String
    /// Which one of a series is meant: its start as written, without its zone.
    package let recurrenceID: String?
    /// The zone of that, as written: nobody's name for one needs to be IANA's.
    package var recurrenceZone: String?
    /// Whether it says which one is meant, and that can't be read.
    package var isRecurrenceUnreadable = false
    /// Which edition of the invitation is answered, and when it was. Exchange leaves out when.
    package let sequence: Int?
    package let stamp: Date?
    package let attendee: String
    /// Who answered for them.
    package let sentBy: String?
    package let participation: Participation
    package let comment: String?
    /// How many they bring along, where their program asks for it.
    package let guests: Int?
}

extension CalendarReply.Participation {
    /// No PARTSTAT is NEEDS-ACTION (RFC 5545 §3.2.12).
    init(_ status: String?) {
        switch status?.uppercased() {
        case "ACCEPTED": self = .accepted
        case "DECLINED": self = .declined
        case "TENTATIVE": self = .tentative
        case "DELEGATED": self = .delegated
        case nil, "NEEDS-ACTION": self = .needsAction
        default: self = .other
        }
    }
}
