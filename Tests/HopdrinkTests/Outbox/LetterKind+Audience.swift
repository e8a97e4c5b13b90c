import Domain

/// The kind of recipient of a letter, and so the subject of the letter.
enum LetterAudience {
    /// A guest, about their RSVP.
    case guest
    /// A contact of a meetup: a host or the representative.
    case contact
    /// A follower of a city.
    case follower
    /// Another person: someone who asked for their data or for a city, or an administrator.
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
