import Domain
import Foundation
import Storage

/// One kind of email: when it is still true, how long it is of use, and what it says. Each kind is one value, in the
/// folder of its feature.
protocol Email: Sendable {
    var kind: LetterKind { get }
    /// What the reader's own data calls it.
    var title: TranslationKey { get }
    /// Whether it has a link with a secret token of its own.
    var hasToken: Bool { get }
    /// Whether its reader can do without it; it then carries a one-click unsubscribe link (RFC 8058).
    var isUnsubscribable: Bool { get }
    /// The kinds that become useless once this one is queued, unless they were sent by then.
    var supersedes: [LetterKind] { get }
    /// Whether it tells what changed since the reader was told last, even if that email is superseded.
    var tellsChange: Bool { get }
    /// Whether it cannot be written any more once the details of its letter are erased.
    var needsDetails: Bool { get }

    func isStopped(by suppression: Suppression) -> Bool

    /// Returns what it says now; nil if its subject is gone.
    func facts(for letter: Letter, _ tx: Transaction) throws -> LetterFacts?

    /// Returns whether it still tells the truth.
    func isTrue(_ letter: Letter, _ facts: LetterFacts) -> Bool

    /// Returns the instant after which it is of no use.
    func deadline(of letter: Letter, _ facts: LetterFacts) -> Date

    func page(
        of letter: Letter, _ facts: LetterFacts, _ links: LetterLinks, in site: LocalizedSite, at now: Date
    ) throws -> any LetterPage
}

extension Email {
    var isUnsubscribable: Bool { false }
    var supersedes: [LetterKind] { [] }
    var tellsChange: Bool { false }
    var needsDetails: Bool { false }

    func isStopped(by suppression: Suppression) -> Bool { suppression.scope == .everything || isUnsubscribable }
}

extension LetterKind {
    /// Every kind of email. A feature adds its own here, one line each.
    var email: any Email {
        switch self {
        case .confirm: GuestEmail.confirm
        case .going: GuestEmail.going
        case .waiting: GuestEmail.waiting
        case .promoted: GuestEmail.promoted
        case .changed: GuestEmail.changed
        case .cancelled: GuestEmail.cancelled
        case .restored: GuestEmail.restored
        case .reminder: GuestEmail.reminder
        case .thanks: GuestEmail.thanks
        case .known: GuestEmail.known
        case .unverified: GuestEmail.unverified
        case .hostConfirm: ContactEmail.hostConfirm
        case .hostSilent: ContactEmail.hostSilent
        case .headCount: ContactEmail.headCount
        case .unreachable: ContactEmail.unreachable
        case .question: ContactEmail.question
        case .reconfirm: GuestEmail.reconfirm
        case .seatReleased: GuestEmail.seatReleased
        case .follow: FollowerEmail.follow
        case .digest: FollowerEmail.digest
        case .data: PersonEmail.data
        case .cityRequest: PersonEmail.cityRequest
        case .cityRequested: PersonEmail.cityRequested
        case .cityStarts: PersonEmail.cityStarts
        }
    }
}
