import Foundation

/// The guests of a meetup, as its hosts see them. It contains no addresses.
package struct HeadCount: Equatable, Sendable {
    /// A guest and the number of people they bring.
    package struct Party: Equatable, Sendable {
        package let name: String
        package let companions: Int
        package let words: GuestWords
    }

    /// In order of name, ignoring case and accents.
    package let parties: [Party]
    /// The number of people who are going.
    package let people: Int
    /// The number of people on the waiting list.
    package let waiting: Int

    package init(going: [RSVP], waiting: [RSVP]) {
        let named = going.map { rsvp in
            let key = rsvp.name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            return (key: key, arrival: rsvp.arrival, party: Party(rsvp))
        }
        parties = named.sorted { ($0.key, $0.arrival) < ($1.key, $1.arrival) }.map(\.party)
        people = going.reduce(0) { $0 + $1.party }
        self.waiting = waiting.reduce(0) { $0 + $1.party }
    }
}

extension HeadCount.Party {
    package init(_ rsvp: RSVP) {
        self.init(name: rsvp.name, companions: rsvp.companions, words: rsvp.words)
    }

    package var people: Int { 1 + companions }
}
