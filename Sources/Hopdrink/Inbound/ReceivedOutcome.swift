package import Domain
import Logging

/// What a message that came in has led to.
package enum ReceivedOutcome: Equatable, Sendable {
    /// A calendar's answer was taken. With `partyIsTooLarge` the guest comes, and the people they bring did not fit.
    case answered(AnswerDecision.Act, partyIsTooLarge: Bool)
    /// The guest is asked whether it was they.
    case unverified
    case answerIgnored(AnswerDecision.Reason)
    case reported(BounceDecision)
    case unsubscribed
    case ignored(InboundKind.Reason)
    /// What it is about is gone.
    case gone
    /// It was read before.
    case repeated
    /// It can't be read at all.
    case unreadable
}

extension ReceivedOutcome {
    /// For the log: nothing of the message itself.
    var sentence: Logger.Message {
        switch self {
        case .answered: "a guest replied by email"
        case .unverified: "a reply by email may not be from the guest, who is asked"
        case .answerIgnored: "a reply by email changes nothing"
        case .reported: "a mail server reported on an email"
        case .unsubscribed: "a reader unsubscribed"
        case .ignored: "an email came in that is not for us"
        case .gone: "an email came in about something that no longer exists"
        case .repeated: "an email came in that was read before"
        case .unreadable: "an email came in that can't be read"
        }
    }

    /// For the log and for who handed it over.
    package var word: String {
        switch self {
        case .answered(let act, partyIsTooLarge: false): "answered: \(act)"
        case .answered(let act, partyIsTooLarge: true): "answered: \(act), party too large"
        case .unverified: "unverified"
        case .answerIgnored(let reason): "ignored: \(reason.rawValue)"
        case .reported(let decision): "reported: \(decision)"
        case .unsubscribed: "unsubscribed"
        case .ignored(let reason): "ignored: \(reason.rawValue)"
        case .gone: "gone"
        case .repeated: "repeated"
        case .unreadable: "unreadable"
        }
    }

    /// Whether we know what it was: what is not stays where people can find it.
    var isUnderstood: Bool {
        switch self {
        case .ignored, .unreadable: false
        default: true
        }
    }
}
