package import Domain
import Foundation
package import Logging
import Mail
package import Storage

/// The outbox. Each letter goes through the same steps: it is leased, checked, composed, frozen when the relay asks for
/// it, sent and recorded.
package struct Outbox: Sendable {
    let database: any Database
    let composer: LetterComposer
    /// The daemon that owns the leases.
    let owner: DaemonIdentity.ID
    let ambiguity: AmbiguityPolicy

    /// The time for which an email is of use that asks somebody to confirm something, in seconds.
    static let patienceForConfirming: TimeInterval = 72 * 3600

    private let logger: Logger

    package init(
        database: any Database, composer: LetterComposer, owner: DaemonIdentity.ID,
        ambiguity: AmbiguityPolicy = AmbiguityPolicy(),
        logger: Logger = Logger(label: "hopdrink")
    ) {
        self.database = database
        self.composer = composer
        self.owner = owner
        self.ambiguity = ambiguity
        self.logger = logger
    }

    /// The duration of a lease, which is longer than any attempt at the relay may take. When it ends, other daemons may
    /// take the letter, and the former owner learns so before the first byte leaves.
    private static let leaseTime: TimeInterval = 20 * 60

    /// Recovers letters that other daemons left: those that are dead, or hold a letter for longer than its lease.
    /// Returns how many of the letters may have been sent already.
    func recover() async throws -> Int {
        try await database.write {
            let lost = LostLeases(endedBefore: $0.now, ownersSilentSince: DaemonService.limit(on: database, at: $0.now))
            try $0.letters.recoverLeased(lost)
            return try $0.letters.recoverSending(lost, ambiguity)
        }
    }

    func claim(_ limit: Int) async throws -> [Letter] {
        guard try await database.read({ try $0.letters.hasDue() }) else { return [] }
        return try await database.write {
            try $0.letters.lease(limit, to: owner.text, until: $0.now.addingTimeInterval(Self.leaseTime))
        }
    }

    /// Settles one letter or schedules its next attempt; returns nil if it was not sent at all.
    func deliver(_ letter: Letter, by transport: any Transport) async throws -> Delivery? {
        guard let composed = try await prepare(letter) else { return nil }
        let delivery = await transport.send(composed.message, envelope: composed.envelope) {
            try await freeze(letter, composed)
        }
        try await record(delivery, of: letter)
        return delivery
    }
}

extension Outbox {
    /// The lease ended before the relay asked for the text: another daemon has the letter.
    private struct LeaseLost: Error {}

    /// Returns the composed email; nil if it must not be sent.
    private func prepare(_ letter: Letter) async throws -> ComposedLetter? {
        let instant = database.now
        let facts = try await persistently { try await database.read { try $0.letters.facts(of: letter) } }
        guard let facts else {
            return try await settle(letter, as: .withdrawn, because: "what it is about no longer exists")
        }
        if let objection = facts.objection(to: letter, at: instant) {
            return try await settle(letter, as: objection.state, because: objection.reason)
        }
        do {
            return try await composer.compose(letter, facts, at: instant)
        } catch {
            return try await settle(letter, as: .dead, because: "it cannot be written: \(error)")
        }
    }

    private func settle(_ letter: Letter, as state: LetterState, because reason: String) async throws -> ComposedLetter?
    {
        try await write { try $0.letters.settle(letter.id, as: state, because: reason) }
        return nil
    }

    private func freeze(_ letter: Letter, _ composed: ComposedLetter) async throws {
        let isOurs = try await write { tx in
            guard try tx.letters.markSending(letter.id, composed, owner: owner.text) else { return false }
            if let token = composed.token { try tx.letters.save(token, of: letter, until: composed.tokenExpiry) }
            return true
        }
        guard isOurs else { throw LeaseLost() }
    }

    private func record(_ delivery: Delivery, of letter: Letter) async throws {
        let instant = database.now
        let trial = AttemptContext(
            attempt: letter.attempts + 1, wasUncertain: letter.isUncertain,
            onAmbiguity: ambiguity.choice(for: letter.kind)
        )
        let fate = RetryDecision.decide(delivery.result, of: trial, at: instant, jitter: .random(in: 0...1))
        let result = AttemptResult(
            fate: fate, reply: "\(delivery.reply)", queueID: delivery.queueID,
            counts: delivery.result != .relayUnavailable
        )
        let isOurs = try await write { tx in
            let isOurs = try tx.letters.record(result, of: letter, owner: owner.text)
            if delivery.result == .refused(addressIsBad: true) {
                try tx.letters.suppressReader(of: letter)
            }
            return isOurs
        }
        if !isOurs { logger.warning("an email was taken over while it was sent", metadata: ["letter": "\(letter.id)"]) }
    }

    private func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await persistently { try await database.write(body) }
    }

    /// Repeats the work until the database is available. The relay's reply must not be lost, and no letter may stay
    /// leased, because the disk is full or the server is unreachable for a while.
    private func persistently<T: Sendable>(_ work: () async throws -> T) async throws -> T {
        var hasWaited = false
        while true {
            do {
                return try await work()
            } catch let error as DatabaseError where error.mayPass {
                if !hasWaited { logger.warning("an email waits for the database", metadata: ["error": "\(error)"]) }
                hasWaited = true
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}

extension Delivery {
    /// The result of the delivery for the letter.
    var result: DeliveryResult {
        switch self {
        case .sent: .accepted
        case .relayUnavailable: .relayUnavailable
        case .deferred: .deferred
        case .refused(_, let addressIsBad): .refused(addressIsBad: addressIsBad)
        case .ambiguous: .ambiguous
        case .withdrawn: .withdrawn
        }
    }

    var queueID: String? { if case .sent(_, let id) = self { id } else { nil } }
}
