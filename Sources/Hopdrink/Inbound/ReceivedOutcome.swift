package import Domain
import Logging

/// The outcome of an incoming message.
package enum ReceivedOutcome: Equatable, Sendable {
    /// A calendar's reply was taken. With `partyIsTooLarge` the guest is coming, but their companions did not fit.
    case answered(AnswerDecision.Act, partyIsTooLarge: Bool)
    /// The guest is asked whether the reply is theirs.
    case unverified
    case answerIgnored(AnswerDecision.Reason)
    case reported(BounceDecision)
    case unsubscribed
    case ignored(InboundKind.Reason)
    /// The subject of the message is gone.
    case gone
    /// The message was read before.
    case repeated
    /// The message cannot be read at all.
    case unreadable
}

extension ReceivedOutcome {
    /// The outcome for the log, with nothing of the message itself.
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

    /// The outcome as a word, for the log and for the program that delivered the message.
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

    /// Whether the message was understood. Other messages stay where people can find them.
    var isUnderstood: Bool {
        switch self {
        case .ignored, .unreadable: false
        default: true
        }
    }
}
