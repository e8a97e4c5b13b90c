import Domain
import Testing

struct HeadCountTests {
    private func rsvp(_ name: String, party: Int, arrival: Int, _ state: RSVP.State) throws -> RSVP {
        var rsvp = try RSVP.sample(state, party: party, arrival: arrival)
        rsvp.name = name
        return rsvp
    }

    @Test func `parties are ordered by name, and companions count as people`() throws {
        let since = try Meetup.sample().startsAt
        let names = ["Zoe", "émile", "Ada", "Eve", "ada"]
        let going = try names.enumerated().map { number, name in
            try rsvp(name, party: number + 1, arrival: number + 1, .going(since: since))
        }
        let count = HeadCount(going: going, waiting: [try rsvp("Bob", party: 3, arrival: 9, .waiting)])
        #expect(count.parties.map(\.name) == ["Ada", "ada", "émile", "Eve", "Zoe"])
        #expect(count.parties.map(\.companions) == [2, 4, 1, 3, 0])
        #expect(count.people == 15 && count.waiting == 3)
    }
}
