import Domain
import Foundation
import Mail
package import Logging
package import Storage

/// Takes an incoming message: what it is, whether it is new, and what it changes, in one transaction.
package struct ReceiveMail: Sendable {
    let database: any Database
    let rules: InboundRules
    let take: TakeAnswer
    let logger: Logger

    package init(
        database: any Database, rules: InboundRules, logger: Logger
    ) {
        self.database = database
        self.rules = rules
        take = TakeAnswer()
        self.logger = logger
    }

    /// Idempotent: a message that comes again changes nothing.
    ///
    /// - Throws: `DatabaseError`; then nothing was taken.
    package func callAsFunction(_ bytes: [UInt8], _ envelope: ReceivedEnvelope) async throws -> ReceivedOutcome {
        let outcome: ReceivedOutcome
        if let mail = await MailReader.read(bytes, envelope, host: rules.host) {
            outcome = try await take(mail)
        } else {
            outcome = .unreadable
        }
        logger.info(outcome.sentence, metadata: ["outcome": "\(outcome.word)"])
        return outcome
    }

    private func take(_ mail: InboundMail) async throws -> ReceivedOutcome {
        let purpose = rules.purpose(of: mail)
        let kind = rules.kind(of: mail, for: purpose)
        if case .nothing(let reason) = kind { return .ignored(reason) }
        guard let purpose else { return .ignored(.unsigned) }
        let hash = "\(mail.identity)\n\(purpose)".contentHash
        return try await database.write { tx in
            guard try tx.inbound.markReceived(hash) else { return .repeated }
            return try perform(kind, mail, purpose, tx)
        }
    }

    private func perform(
        _ kind: InboundKind, _ mail: InboundMail, _ purpose: VERPAddresses.Purpose, _ tx: Transaction
    ) throws -> ReceivedOutcome {
        switch (kind, purpose, mail.report) {
        case (.answer(let allowsQuestion), .reply(let rsvp), _):
            let authentication = AuthenticationResult(
                topmost: mail.authentication, trustedAuthserv: rules.trustedAuthserv)
            let claim = TakeAnswer.Claim(
                author: mail.author, authentication: authentication, allowsQuestion: allowsQuestion)
            return try take(mail.answers, claim, to: rsvp, tx)
        case (.bounce, .bounce(let letter), let report?):
            return try TakeBounce.perform(report, on: letter, tx)
        case (.unsubscribe, .unsubscribe(let letter), _):
            return try Unsubscribe.perform(letter, tx) ? .unsubscribed : .gone
        default: return .ignored(.unsigned)
        }
    }
}
