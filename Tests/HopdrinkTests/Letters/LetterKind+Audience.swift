import Domain

/// To whom a letter goes, and so what it is about.
enum LetterAudience {
    /// A guest, about their answer.
    case guest
    /// Somebody who looks after a meetup.
    case contact
    /// Somebody who asked to hear of a city's meetups.
    case follower
    /// Somebody by themselves.
    case person
}

extension LetterKind {
    var audience: LetterAudience {
        switch self {
        case .confirm, .going, .waiting, .promoted, .changed, .cancelled, .restored, .reminder, .thanks, .known,
            .unverified, .reconfirm, .seatReleased:
            .guest
        case .hostConfirm, .hostSilent, .headCount, .unreachable, .question: .contact
        case .follow, .digest: .follower
        case .data, .cityRequest, .cityRequested, .cityStarts: .person
        }
    }
}
