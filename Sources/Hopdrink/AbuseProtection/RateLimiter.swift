import Domain
import Foundation
import Synchronization

/// How often who did what of late, in this daemon. What many strangers make up takes no more room than the tables have.
final class RateLimiter: Sendable {
    /// What a letter is limited by that a stranger causes.
    enum Limit: Equatable, Sendable {
        /// Tells nobody that it was reached.
        case mailAddress
        case meetup
        case letters
    }

    private struct State {
        var prefixes = LRUCache<IPAddress?, Date>(maximum: MemoryBounds.networks)
        /// The same of those who answer over the API without a token.
        var programs = LRUCache<IPAddress?, Date>(maximum: MemoryBounds.programs)
        /// By what is hashed with this process's own seed: no addresses are kept.
        var mailAddresses = LRUCache<Int, Date>(maximum: MemoryBounds.mailboxes)
        var meetups = LRUCache<Meetup.ID, Date>(maximum: MemoryBounds.meetups)
        var letters: Date?
        /// How often each seal came back.
        var formTokens = LRUCache<Int, Int>(maximum: MemoryBounds.formTokens)
    }

    private let limits: AbuseSettings.Limits
    private let state = Mutex(State())

    init(_ limits: AbuseSettings.Limits) {
        self.limits = limits
    }

    /// Counts a form that came from there; the seconds until it may come when there were too many.
    func countForm(from client: IPAddress?, at now: Date) -> Int? {
        state.withLock { Self.count(client, limits.addressPrefix, in: &$0.prefixes, at: now) }
    }

    /// The same for an answer over the API by who shows no token.
    func countProgram(from client: IPAddress?, at now: Date) -> Int? {
        state.withLock { Self.count(client, limits.apiAnswers, in: &$0.programs, at: now) }
    }

    private static func count(
        _ client: IPAddress?, _ rate: Rate?, in table: inout LRUCache<IPAddress?, Date>, at now: Date
    ) -> Int? {
        guard let rate else { return nil }
        let household = client?.household
        switch rate.outcome(busyUntil: table.value(of: household), at: now) {
        case .allowed(let until):
            table.set(until, for: household)
            return nil
        case .refused(let seconds): return seconds
        }
    }

    /// Counts a seal that came back from a client; false when it did more often than `maximum`.
    func countFormToken(_ formToken: String, maximum: Int) -> Bool {
        state.withLock { state in
            let times = (state.formTokens.value(of: formToken.hashValue) ?? 0) + 1
            if times <= maximum { state.formTokens.set(times, for: formToken.hashValue) }
            return times <= maximum
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
