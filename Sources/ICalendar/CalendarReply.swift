package import Foundation

/// The reply of a calendar program to an invitation (RFC 5546 §3.2.3). None of it is verified.
package struct CalendarReply: Sendable, Equatable {
    package enum Participation: Sendable {
        case accepted, declined, tentative, delegated, needsAction, other
    }

    package let uid: String
    /// The occurrence of a series that the reply is for: its start as written, without its zone.
    package let recurrenceID: String?
    /// The zone of `recurrenceID`, as written. It need not be an IANA name.
    package var recurrenceZone: String?
    /// Whether the reply names an occurrence in a form that can't be read.
    package var isRecurrenceUnreadable = false
    /// The revision of the invitation that the reply is for, and the time of the reply. Exchange omits the time.
    package let sequence: Int?
    package let stamp: Date?
    package let attendee: String
    /// The address of the person who replied on behalf of the attendee.
    package let sentBy: String?
    package let participation: Participation
    package let comment: String?
    /// The number of people whom the attendee brings along, if their program asks for it.
    package let guests: Int?
}

extension CalendarReply.Participation {
    /// A missing PARTSTAT means NEEDS-ACTION (RFC 5545 §3.2.12).
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
