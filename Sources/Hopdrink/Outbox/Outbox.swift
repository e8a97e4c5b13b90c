import Domain
import Foundation
package import Logging
import Mail
package import Storage

/// The letters that wait, and the way each of them takes: claimed, checked, composed, frozen, sent, written down.
package struct Outbox: Sendable {
    let database: any Database
    let composer: LetterComposer
    let now: CurrentTime
    /// Whose leases these are.
    let owner: DaemonIdentity.ID

    private let logger: Logger

    package init(
        database: any Database, composer: LetterComposer, owner: DaemonIdentity.ID, now: @escaping CurrentTime,
        logger: Logger = Logger(label: "hopdrink")
    ) {
        self.database = database
        self.composer = composer
        self.owner = owner
        self.now = now
        self.logger = logger
    }

    /// How long a letter may lie claimed. Others take it then, and whoever had it learns so before it is sent.
    private static let claimTime: TimeInterval = 60
    /// Longer than any attempt at the relay may take.
    private static let sendingTime: TimeInterval = 20 * 60

    /// Makes ready what others left: daemons that are dead, or hold a letter for longer than they said. Returns how
    /// many letters may have been sent already.
    func recover() async throws -> Int {
        let instant = now()
        let next = instant.addingTimeInterval(RetryPlan.ambiguous)
        let limit = DaemonService.limit(on: database, at: instant)
        return try await database.write {
            try $0.recoverLetters(leasedUntil: instant, orBySilentSince: limit, tryUncertainAt: next)
        }
    }

    func claim(_ limit: Int) async throws -> [Letter] {
        let instant = now()
        guard try await database.read({ try $0.hasLettersDue(at: instant) }) else { return [] }
        return try await database.write {
            try $0.lease(limit, to: owner.text, until: instant.addingTimeInterval(Self.claimTime), at: instant)
        }
    }

    /// Takes one letter to its end or to its next try; nil when it was not sent at all.
    func deliver(_ letter: Letter, by transport: any Transport) async throws -> Delivery? {
        let instant = now()
        switch try await prepare(letter, at: instant) {
        case .settle(let state, let reason):
            try await write { try $0.settle(letter.id, as: state, reply: reason, at: instant) }
            return nil
        case .send(let composed):
            guard try await freeze(letter, composed, at: instant) else { return nil }
            let delivery = await transport.send(composed.message, envelope: composed.envelope, onAccept: {})
            try await record(delivery, of: letter)
            return delivery
        }
    }
}

extension Outbox {
    private enum Preparation {
        case settle(Letter.FinalState, String)
        case send(ComposedLetter)
    }

    private func prepare(_ letter: Letter, at now: Date) async throws -> Preparation {
        guard let facts = try await persistently({ try await database.read { try $0.facts(of: letter) } }) else {
            return .settle(.obsolete, "what it is about is gone")
        }
        guard now < letter.kind.deadline(of: facts.meetup), now < letter.deadline || letter.kind != .reminder else {
            return .settle(.expired, "its time was over before it could be sent")
        }
        guard facts.confirm(letter.kind), letter.isOnTime(for: facts.meetup) else {
            return .settle(.obsolete, "what it says is no longer true")
        }
        guard facts.reader.takesMail || letter.kind == .confirm else {
            return .settle(.suppressed, "the address takes no mail")
        }
        do {
            return .send(try await composer.compose(letter, facts, at: now))
        } catch {
            return .settle(.dead, "it cannot be written: \(error)")
        }
    }

    private func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await persistently { try await database.write(body) }
    }

    /// Asks the database until it answers: what the relay said must not be lost, nor a letter lie claimed, because the
    /// disk is full or the server away for a while.
    private func persistently<T: Sendable>(_ work: () async throws -> T) async throws -> T {
        var hasWaited = false
        while true {
            do {
                return try await work()
            } catch let error as DatabaseError where error.mayPass {
                if !hasWaited { logger.warning("a letter waits for the database", metadata: ["error": "\(error)"]) }
                hasWaited = true
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func freeze(_ letter: Letter, _ composed: ComposedLetter, at now: Date) async throws -> Bool {
        try await write { transaction in
            let end = now.addingTimeInterval(Self.sendingTime)
            guard try transaction.markSending(letter.id, composed, owner: owner.text, until: end) else { return false }
            if let token = composed.token { try transaction.save(token, of: letter, until: composed.tokenExpiry) }
            return true
        }
    }

    private func record(_ delivery: Delivery, of letter: Letter) async throws {
        let instant = now()
        let reply = "\(delivery.reply)"
        let attempt = letter.attempts + 1
        try await write { transaction in
            switch delivery {
            case .sent: try transaction.settle(letter.id, as: .sent, reply: reply, at: instant)
            case .relayUnavailable, .withdrawn:
                try transaction.postpone(letter.id, until: instant, reply: reply, .untried)
            case .deferred:
                let wait = RetryPlan.wait(afterAttempt: attempt, jitter: .random(in: 0...1))
                let next = instant.addingTimeInterval(wait)
                try transaction.postpone(letter.id, until: next, reply: reply, .failed)
            case .refused(_, let addressIsBad):
                try transaction.settle(letter.id, as: .dead, reply: reply, at: instant)
                if addressIsBad { try transaction.markUndeliverable(readerOf: letter, at: instant) }
            case .ambiguous where letter.isUncertain:
                try transaction.settle(letter.id, as: .dead, reply: "twice without an answer: \(reply)", at: instant)
            case .ambiguous:
                let next = instant.addingTimeInterval(RetryPlan.ambiguous)
                try transaction.postpone(letter.id, until: next, reply: reply, .uncertain)
            }
        }
    }
}
