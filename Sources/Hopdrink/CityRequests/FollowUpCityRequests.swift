import Domain
import Foundation
import Logging
import Storage

/// Tells administrators which cities are requested, and tells the people who requested a city that meetups begin there.
/// Erases requests that nobody confirmed, or that are fulfilled.
struct FollowUpCityRequests: Sendable {
    /// The time to confirm a request, in seconds.
    private static let patience: TimeInterval = 48 * 3600
    /// The time for which a request is kept that nobody fulfils, in seconds.
    private static let memory: TimeInterval = 730 * 86_400
    private static let batch = 100

    let database: any Database
    let settings: CityRequestSettings
    /// Each of them has an address.
    let administrators: [Contact]
    let logger: Logger

    func callAsFunction() async throws {
        try await tellAdministrators()
        try await tellOfBeginnings()
        try await eraseLeft()
    }

    func tellAdministrators() async throws {
        guard !administrators.isEmpty else { return }
        let threshold = settings.threshold
        let wanted = try await database.read { tx in
            let known = try tx.cities.all().map { CityName.fold($0.name) }
            let told = try tx.cityRequests.announcedCities()
            return try tx.cityRequests.requestedCities(minimum: threshold, without: known).filter {
                !told.contains($0.folded)
            }
        }
        for city in wanted { try await tellAdministrators(of: city) }
    }

    /// Tells the administrators once, whichever daemon comes first.
    private func tellAdministrators(of city: CityRequestCount) async throws {
        let administrators = administrators
        let isTold = try await database.write { tx in
            guard try tx.cityRequests.markAnnounced(city.folded) else { return false }
            let language = try tx.cities.all().first?.languages.first ?? .english
            var details = LetterDetails()
            details.city = city.folded
            for administrator in administrators {
                guard let address = administrator.address else { continue }
                let person = Correspondent(name: administrator.name, address: address, language: language)
                let cause = "\(city.folded):\(tx.now.wholeSeconds)"
                try tx.letters.enqueue(.cityRequested, to: person, because: cause, remembering: details)
            }
            return true
        }
        if isTold { logger.notice("a city is requested", metadata: ["people": "\(city.people)"]) }
    }

    func tellOfBeginnings() async throws {
        let found = try await database.read { tx -> [City] in
            let wanted = try tx.cityRequests.foldedCities()
            guard !wanted.isEmpty else { return [] }
            return try tx.cities.all().filter { city in
                guard wanted.contains(CityName.fold(city.name)) else { return false }
                return try !tx.meetups.firstScheduled(in: city.slug).isEmpty
            }
        }
        for city in found { while try await tell(ofBeginningIn: city) > 0 {} }
    }

    private func tell(ofBeginningIn city: City) async throws -> Int {
        try await database.write { tx in
            let cityRequests = try tx.cityRequests.fulfil(
                for: CityName.fold(city.name), maximum: Self.batch)
            var details = LetterDetails()
            details.city = city.slug.text
            for cityRequest in cityRequests {
                try tx.letters.enqueue(
                    .cityStarts, to: cityRequest.correspondent, about: cityRequest.id,
                    because: "\(cityRequest.id):\(tx.now.wholeSeconds)",
                    remembering: details)
            }
            return cityRequests.count
        }
    }

    func eraseLeft() async throws {
        let now = database.now
        let left = AbandonedCityRequests(
            pendingSince: now - Self.patience, doneSince: now - PersonEmail.patienceForCities,
            confirmedSince: now - Self.memory
        )
        guard try await database.read({ try $0.cityRequests.has(left) }) else { return }
        let erased = try await database.write { try $0.cityRequests.erase(left) }
        logger.info("city requests deleted", metadata: ["count": "\(erased)"])
    }
}
