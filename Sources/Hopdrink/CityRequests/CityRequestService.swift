package import Domain
import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// Tells administrators which cities are requested, and tells the people who requested a city that meetups begin there.
/// Erases requests that nobody confirmed, or that are fulfilled.
package struct CityRequestService: Service {
    /// The time to confirm a request, in seconds.
    private static let patience: TimeInterval = 48 * 3600
    /// The time for which a request is kept that nobody fulfils, in seconds.
    private static let memory: TimeInterval = 730 * 86_400
    private static let batch = 100

    let database: any Database
    let settings: CityRequestSettings
    let administrators: [Contact]
    let now: CurrentTime
    let logger: Logger

    /// Each of `administrators` must have an address.
    package init(
        database: any Database, settings: CityRequestSettings, administrators: [Contact], now: @escaping CurrentTime,
        logger: Logger
    ) {
        self.database = database
        self.settings = settings
        self.administrators = administrators
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        try await periodically(every: .seconds(30), "telling administrators about requested cities failed", logger) {
            try await tellAdministrators()
            try await tellOfBeginnings()
            try await eraseLeft()
        }
    }

    package func tellAdministrators() async throws {
        guard !administrators.isEmpty else { return }
        let instant = now()
        let threshold = settings.threshold
        let wanted = try await database.read { transaction in
            let known = try transaction.cities().map { CityName.fold($0.name) }
            let told = try transaction.announcedRequestedCities()
            return try transaction.requestedCities(minimum: threshold, without: known).filter {
                !told.contains($0.folded)
            }
        }
        for city in wanted { try await tellAdministrators(of: city, at: instant) }
    }

    /// Tells the administrators once, whichever daemon comes first.
    private func tellAdministrators(of city: CityRequestCount, at now: Date) async throws {
        let administrators = administrators
        let isTold = try await database.write { transaction in
            guard try transaction.markRequested(city.folded, at: now) else { return false }
            let language = try transaction.cities().first?.languages.first ?? .english
            var details = LetterDetails()
            details.city = city.folded
            for administrator in administrators {
                guard let address = administrator.address else { continue }
                let person = Correspondent(name: administrator.name, address: address, language: language)
                let cause = "\(city.folded):\(now.wholeSeconds)"
                try transaction.queue(.cityRequested, to: person, because: cause, remembering: details, at: now)
            }
            return true
        }
        if isTold { logger.notice("a city is requested", metadata: ["people": "\(city.people)"]) }
    }

    package func tellOfBeginnings() async throws {
        let instant = now()
        let found = try await database.read { transaction -> [City] in
            let wanted = try transaction.citiesWithCityRequests()
            guard !wanted.isEmpty else { return [] }
            return try transaction.cities().filter { city in
                guard wanted.contains(CityName.fold(city.name)) else { return false }
                return try !transaction.firstMeetups(in: city.slug, at: instant).isEmpty
            }
        }
        for city in found { while try await tell(ofBeginningIn: city, at: instant) > 0 {} }
    }

    private func tell(ofBeginningIn city: City, at now: Date) async throws -> Int {
        try await database.write { transaction in
            let cityRequests = try transaction.fulfilCityRequests(
                for: CityName.fold(city.name), maximum: Self.batch, at: now)
            var details = LetterDetails()
            details.city = city.slug.text
            for cityRequest in cityRequests {
                try transaction.queue(
                    .cityStarts, to: cityRequest.correspondent, about: cityRequest.id,
                    because: "\(cityRequest.id):\(now.wholeSeconds)",
                    remembering: details, at: now
                )
            }
            return cityRequests.count
        }
    }

    package func eraseLeft() async throws {
        let instant = now()
        let left = AbandonedCityRequests(
            pendingSince: instant - Self.patience, doneSince: instant - LetterKind.patienceForCities,
            confirmedSince: instant - Self.memory
        )
        guard try await database.read({ try $0.has(left) }) else { return }
        let erased = try await database.write { try $0.erase(left) }
        logger.info("city requests deleted", metadata: ["count": "\(erased)"])
    }
}
