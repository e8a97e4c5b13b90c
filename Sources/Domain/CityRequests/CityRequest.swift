package import Foundation

/// A person's request for meetups in a city.
package struct CityRequest: Equatable, Sendable {
    package typealias ID = Identifier<CityRequest>

    package enum State: String, Sendable {
        /// The owner of the address has not confirmed the request yet.
        case pending
        case confirmed
        /// The city has started, and the person was told.
        case done
    }

    package let id: ID
    package let city: CityName
    package let address: EmailAddress
    /// The days that suit, Monday first; empty if any day suits.
    package let weekdays: [Weekday]
    package let language: Language
    package let state: State
    package let since: Date

    package init(id: ID, draft: CityRequestDraft, language: Language, state: State, since: Date) {
        self.id = id
        city = draft.city
        address = draft.address
        weekdays = draft.weekdays
        self.language = language
        self.state = state
        self.since = since
    }

    package var draft: CityRequestDraft { CityRequestDraft(city: city, address: address, weekdays: weekdays) }

    /// Returns this request with the content of another draft.
    package func saying(_ draft: CityRequestDraft, in language: Language) -> CityRequest {
        CityRequest(id: id, draft: draft, language: language, state: state, since: since)
    }

    package var correspondent: Correspondent { Correspondent(address: address, language: language) }
}

/// The input of the form that requests a city.
package struct CityRequestDraft: Equatable, Sendable {
    package let city: CityName
    package let address: EmailAddress
    package let weekdays: [Weekday]

    package init(city: CityName, address: EmailAddress, weekdays: [Weekday]) {
        self.city = city
        self.address = address
        self.weekdays = weekdays
    }

    /// Reads `city`, `email`, and the names of the ticked weekdays. Throws all field errors together.
    package init(reading written: RawInput) throws(ValidationErrors) {
        var fields = InputDecoder(written)
        let city = fields.required("city", CityName.init(parsing:))
        let address = fields.required("email", EmailAddress.init(parsing:))
        let weekdays = Weekday.allCases.filter { fields.optional($0.name, TextParser.yesOrNo) ?? false }
        try fields.finish()
        guard let city, let address else { throw ValidationErrors([]) }
        self.init(city: city, address: address, weekdays: weekdays)
    }
}

extension Weekday {
    /// Returns the weekdays as text for the database: `MO,TH`.
    package static func text(of weekdays: [Weekday]) -> String { weekdays.map(\.rawValue).joined(separator: ",") }

    package static func all(in text: String) -> [Weekday] {
        text.split(separator: ",").compactMap { Self(rawValue: String($0)) }
    }
}
