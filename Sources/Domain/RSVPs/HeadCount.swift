import Foundation

/// Who comes to a meetup, as its hosts are told. It holds no address.
package struct HeadCount: Equatable, Sendable {
    /// A guest, and how many they bring.
    package struct Party: Equatable, Sendable {
        package let name: String
        package let companions: Int
        package let words: GuestWords
    }

    /// In order of name, without regard to capitals and accents.
    package let parties: [Party]
    /// How many people come.
    package let people: Int
    /// How many people wait for a place.
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
