import Domain
import Storage

extension PersonalDataSource {
    /// The cities that somebody requested.
    static let cityRequests = PersonalDataSource(
        gather: cityRequests,
        erase: { tx, address in
            try tx.letters.deleteOwners(.cityRequest, where: "folded_address = \(address.folded)")
            tx.note(.cityRequests)
        })

    @Sendable private static func cityRequests(_ tx: Transaction, _ address: EmailAddress) throws -> PersonalDataSection
    {
        let cityRequests = try tx.rows(
            "SELECT * FROM city_requests WHERE folded_address = \(address.folded) ORDER BY id"
        ).map(CityRequest.init(row:))
        // An unconfirmed city request is in its asks, once per ask.
        let records = try cityRequests.flatMap { cityRequest in
            cityRequest.state == .pending
                ? try tx.cityRequests.asks(about: cityRequest)
                : [cityRequest] + (try tx.cityRequests.asks(about: cityRequest))
        }
        return PersonalDataSection(
            name: "cities_asked_for", title: .personalDataCityRequests, records: records.map { PersonalDataRecord($0) })
    }
}

extension PersonalDataRecord {
    init(_ cityRequest: CityRequest) {
        members = [
            "city": .text(cityRequest.city.text), "weekdays": .list(cityRequest.weekdays.map { .text($0.name) }),
            "state": .text(cityRequest.state.rawValue), "since": .instant(cityRequest.since),
            "language": .text(cityRequest.language.code),
        ]
        words = { site in
            let texts = site.texts
            let days = cityRequest.weekdays.map { texts.calendar.name(of: $0) }.joined(separator: ", ")
            let values = ["city": cityRequest.city.text, "since": texts.moment(cityRequest.since), "weekdays": days]
            let key: TranslationKey =
                cityRequest.state == .pending ? .personalDataCityRequestPending : .personalDataCityRequest
            return texts(key, values) + (days.isEmpty ? "" : " " + texts(.personalDataCityRequestDays, values))
        }
    }
}
