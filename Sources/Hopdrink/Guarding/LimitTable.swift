import Domain
import Foundation
import Synchronization

/// How often who did what of late, in this daemon. What many strangers make up takes no more room than the tables have.
final class LimitTable: Sendable {
    /// What a letter is limited by that a stranger causes.
    enum Limit: Equatable, Sendable {
        /// Tells nobody that it was reached.
        case mailAddress
        case meetup
        case letters
    }

    private struct State {
        var prefixes = RecentTable<IPAddress?, Date>(most: MemoryBounds.networks)
        /// By what is hashed with this process's own seed: no addresses are kept.
        var mailAddresses = RecentTable<Int, Date>(most: MemoryBounds.mailboxes)
        var meetups = RecentTable<Meetup.ID, Date>(most: MemoryBounds.meetups)
        var letters: Date?
        /// How often each seal came back.
        var seals = RecentTable<Int, Int>(most: MemoryBounds.seals)
    }

    private let limits: GuardSettings.Limits
    private let state = Mutex(State())

    init(_ limits: GuardSettings.Limits) {
        self.limits = limits
    }

    /// Counts a form that came from there; the seconds until it may come when there were too many.
    func countForm(from client: IPAddress?, at now: Date) -> Int? {
        guard let rate = limits.addressPrefix else { return nil }
        let household = client?.household
        return state.withLock { state in
            switch rate.outcome(busyUntil: state.prefixes.value(of: household), at: now) {
            case .allowed(let until):
                state.prefixes.set(until, for: household)
                return nil
            case .refused(let seconds): return seconds
            }
        }
    }

    /// Counts a seal that came back; false when it did more often than `most`.
    func countSeal(_ seal: String, most: Int) -> Bool {
        state.withLock { state in
            let times = (state.seals.value(of: seal.hashValue) ?? 0) + 1
            if times <= most { state.seals.set(times, for: seal.hashValue) }
            return times <= most
        }
    }

    /// Counts a letter, unless one of the limits is reached: then nothing is counted. That of the mailbox comes last, so
    /// that the others are told whatever was written to that mailbox.
    func countLetter(to address: EmailAddress, about meetup: Meetup.ID?, at now: Date) -> (Limit, seconds: Int)? {
        let mailbox = MailboxKey(address).hashValue
        return state.withLock { state in
            let busyMeetup = meetup.flatMap { state.meetups.value(of: $0) }
            let busyMailbox = state.mailAddresses.value(of: mailbox)
            let outcomes: [(Limit, Rate.Outcome?)] = [
                (.meetup, meetup == nil ? nil : limits.meetup?.outcome(busyUntil: busyMeetup, at: now)),
                (.letters, limits.letters?.outcome(busyUntil: state.letters, at: now)),
                (.mailAddress, limits.mailAddress?.outcome(busyUntil: busyMailbox, at: now)),
            ]
            for case (let limit, .refused(let seconds)?) in outcomes { return (limit, seconds) }
            for case (let limit, .allowed(let until)?) in outcomes {
                switch limit {
                case .mailAddress: state.mailAddresses.set(until, for: mailbox)
                case .meetup: if let meetup { state.meetups.set(until, for: meetup) }
                case .letters: state.letters = until
                }
            }
            return nil
        }
    }
}
