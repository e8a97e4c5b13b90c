import Domain
import Foundation
import Synchronization

/// Counts what clients did recently, in this daemon. Its tables have a fixed maximum size, whatever strangers send.
final class RateLimiter: Sendable {
    /// The limits on an email that a stranger causes.
    enum Limit: Equatable, Sendable {
        /// The client does not learn that this limit was reached.
        case emailAddress
        case meetup
        case emails
    }

    private struct State {
        var prefixes = LRUCache<IPAddress?, Date>(maximum: MemoryBounds.networks)
        /// Clients that send RSVPs over the API without a token.
        var programs = LRUCache<IPAddress?, Date>(maximum: MemoryBounds.programs)
        /// The keys are hashes with this process's own seed, so no addresses are stored.
        var emailAddresses = LRUCache<Int, Date>(maximum: MemoryBounds.mailboxes)
        var meetups = LRUCache<Meetup.ID, Date>(maximum: MemoryBounds.meetups)
        var emails: Date?
        /// The number of times that each form token came back.
        var formTokens = LRUCache<Int, Int>(maximum: MemoryBounds.formTokens)
    }

    private let limits: AbuseSettings.Limits
    private let state = Mutex(State())

    init(_ limits: AbuseSettings.Limits) {
        self.limits = limits
    }

    /// Counts a form from this client. Returns the seconds to wait if there were too many, else nil.
    func countForm(from client: IPAddress?, at now: Date) -> Int? {
        state.withLock { Self.count(client, limits.addressPrefix, in: &$0.prefixes, at: now) }
    }

    /// Counts an RSVP over the API without a token. Returns the seconds to wait if there were too many, else nil.
    func countProgram(from client: IPAddress?, at now: Date) -> Int? {
        state.withLock { Self.count(client, limits.apiRSVPs, in: &$0.programs, at: now) }
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

    /// Counts a form token that came back from a client. Returns false if it came back more often than `maximum`.
    func countFormToken(_ formToken: String, maximum: Int) -> Bool {
        state.withLock { state in
            let times = (state.formTokens.value(of: formToken.hashValue) ?? 0) + 1
            if times <= maximum { state.formTokens.set(times, for: formToken.hashValue) }
            return times <= maximum
        }
    }

    /// Counts an email, or counts nothing and returns the limit that is reached. The mailbox's limit is checked last,
    /// so that a client learns of the other limits no matter how much email that mailbox received.
    func countLetter(to address: EmailAddress, about meetup: Meetup.ID?, at now: Date) -> (Limit, seconds: Int)? {
        let mailbox = MailboxKey(address).hashValue
        return state.withLock { state in
            let busyMeetup = meetup.flatMap { state.meetups.value(of: $0) }
            let busyMailbox = state.emailAddresses.value(of: mailbox)
            let outcomes: [(Limit, Rate.Outcome?)] = [
                (.meetup, meetup == nil ? nil : limits.meetup?.outcome(busyUntil: busyMeetup, at: now)),
                (.emails, limits.emails?.outcome(busyUntil: state.emails, at: now)),
                (.emailAddress, limits.emailAddress?.outcome(busyUntil: busyMailbox, at: now)),
            ]
            for case (let limit, .refused(let seconds)?) in outcomes { return (limit, seconds) }
            for case (let limit, .allowed(let until)?) in outcomes {
                switch limit {
                case .emailAddress: state.emailAddresses.set(until, for: mailbox)
                case .meetup: if let meetup { state.meetups.set(until, for: meetup) }
                case .emails: state.emails = until
                }
            }
            return nil
        }
    }
}
