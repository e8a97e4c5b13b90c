package import Foundation

/// An address that asked for emails about a city's meetups.
package struct Follower: Equatable, Sendable {
    package typealias ID = Identifier<Follower>

    package enum State: String, Sendable {
        /// The owner of the address has not confirmed the request yet.
        case pending
        case following
        /// The follower wants no more emails; the record is kept for a while.
        case stopped
    }

    package let id: ID
    package let city: Slug
    package let address: EmailAddress
    package var language: Language
    package let state: State
    /// The instant until which the follower was told about everything new.
    package let notifiedUntil: Date

    package init(
        id: ID, city: Slug, address: EmailAddress, language: Language, state: State, notifiedUntil: Date
    ) {
        self.id = id
        self.city = city
        self.address = address
        self.language = language
        self.state = state
        self.notifiedUntil = notifiedUntil
    }
}
