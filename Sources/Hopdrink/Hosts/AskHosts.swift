import Domain
import Foundation
import Logging
import Storage

/// Asks hosts whether their meetups take place, then the city's representative, and cancels meetups that nobody
/// confirms.
struct AskHosts: Sendable {
    let database: any Database
    let pages: Pages
    let logger: Logger

    func callAsFunction() async throws {
        let instant = database.now
        for unconfirmed in try await database.read({ try $0.hosts.unconfirmedMeetups() }) {
            let steps = unconfirmed.confirmation.steps(
                dueFor: unconfirmed.start, hostsAsked: unconfirmed.hostsAsked, at: instant
            )
            guard steps.count > unconfirmed.steps else { continue }
            guard try await database.write({ try take(steps, for: unconfirmed.id, $0) }) else { continue }
            let metadata: Logger.Metadata = ["meetup": "\(unconfirmed.id)", "steps": "\(steps.count)"]
            logger.info("a meetup waits for its host", metadata: metadata)
        }
    }

    /// Takes the due steps and returns whether the meetup still waits for its host. Idempotent: letters have keys, and
    /// hosts are not asked about a cancelled meetup.
    private func take(
        _ steps: [HostConfirmation.Step], for id: Meetup.ID, _ tx: Transaction
    ) throws -> Bool {
        guard let meetup = try tx.meetups.lock(id), meetup.isTentative else { return false }
        let city = try tx.cities.require(meetup.city)
        for step in steps {
            switch step {
            case .askHosts: try tx.ask(meetup.terms.hosts, .hostConfirm, about: meetup)
            case .askRepresentative:
                let representative = city.representative.map { [$0] } ?? []
                try tx.ask(representative, .hostSilent, about: meetup)
            case .cancel:
                let reason = pages.site(of: city).texts(.unconfirmedReason)
                try ReplaceMeetup.perform(meetup, with: meetup.cancelled(because: reason, at: tx.now), tx)
            }
        }
        try tx.hosts.markSteps(steps.count, of: id)
        return true
    }
}

extension Transaction {
    fileprivate func ask(_ contacts: [Contact], _ email: ContactEmail, about meetup: Meetup) throws {
        for contact in contacts where contact.address != nil {
            try letters.enqueue(email, to: contact, about: meetup)
        }
    }
}
