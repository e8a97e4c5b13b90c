import Domain
import Foundation
import Storage

/// Emails people who request their personal data. It does so some moments later, so that the response to the form takes
/// the same time for every address. Erases expired links.
struct AnswerPersonalDataRequests: Sendable {
    /// The time for which emails of this sort are remembered, in seconds.
    private static let memory: TimeInterval = 30 * 86_400
    private static let batch = 20

    let database: any Database

    func callAsFunction() async throws {
        try await answerRequests()
        try await eraseLeft()
    }

    func answerRequests() async throws {
        guard try await database.read({ try $0.personalData.hasRequests() }) else { return }
        try await database.write { tx in
            for request in try tx.personalData.takeRequests(maximum: Self.batch) {
                try tx.personalData.answer(request)
            }
        }
    }

    func eraseLeft() async throws {
        let instant = database.now
        let limit = instant - Self.memory
        guard try await database.read({ try $0.personalData.hasLinks(expiredBy: instant, lettersSettledBefore: limit) })
        else { return }
        _ = try await database.write { try $0.personalData.eraseLinks(expiredBy: instant, lettersSettledBefore: limit) }
    }
}

extension PersonalDataStore {
    /// Emails an address that has personal data, and no other. It also lifts the suppression of an address that
    /// bounced, because somebody asks for email again.
    fileprivate func answer(_ request: PersonalDataRequest) throws {
        try tx.suppressions.lift(of: request.person.address)
        guard let address = try knownAddress(request.person.address),
            try tx.letters.count(.data, to: address, since: tx.now.addingTimeInterval(-86_400))
                < PersonEmail.maxPerDay
        else { return }
        try tx.letters.enqueue(.data, to: Correspondent(address: address, language: request.person.language))
    }
}
