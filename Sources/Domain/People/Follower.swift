package import Foundation

/// An address that asked to hear of a city's meetups.
package struct Follower: Equatable, Sendable {
    package typealias ID = Identifier<Follower>

    package enum State: String, Sendable {
        /// Its owner has not said yet that it was they who asked.
        case pending
        case following
        /// They want no more letters; what was sent is kept for a while.
        case stopped
    }

    package let id: ID
    package let city: Slug
    package let address: EmailAddress
    package var language: Language
    package let state: State
    /// Until when everything new has been told.
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
