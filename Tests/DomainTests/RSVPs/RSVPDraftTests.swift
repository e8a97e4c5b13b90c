import Domain
import Testing

struct RSVPDraftTests {
    @Test(arguments: [
        (["name": " Ada ", "email": "ada@Example.org"], 0),
        (["name": "Ada", "email": "ada@example.org", "companions": ""], 0),
        (["name": "Ada", "email": "ada@example.org", "companions": " 9 "], 9),
    ])
    func `a name, an address and perhaps companions are an answer`(form: [String: String], companions: Int) throws {
        let draft = try RSVPDraft(reading: Written(form), capacity: 20)
        #expect(draft.name == "Ada")
        #expect(draft.address.text == "ada@example.org")
        #expect(draft.companions == companions)
    }

    @Test func `every fault is told together`() {
        let form = ["name": "Ada\r\nEve", "email": "ada@", "companions": "10", "token": "x"]
        let faults = #expect(throws: Faults.self) { try RSVPDraft(reading: Written(form), capacity: 20) }
        #expect(
            faults?.list == [
                Fault("name", .control), Fault("email", .address), Fault("companions", .notNumber(from: 0, to: 9)),
                Fault("token", .unknown),
            ]
        )
    }

    @Test func `an empty answer lacks a name and an address`() {
        let faults = #expect(throws: Faults.self) { try RSVPDraft(reading: nil, capacity: 20) }
        #expect(faults?.list == [Fault("name", .missing), Fault("email", .missing)])
    }

    @Test(arguments: [(1, "0", 0), (4, "3", 3), (10, "9", 9)])
    func `a party that fills the room is possible`(capacity: Int, text: String, companions: Int) throws {
        #expect(try RSVPDraft.companions(text, capacity: capacity) == companions)
    }

    @Test(arguments: [(1, "1"), (4, "4"), (9, "9")])
    func `a party larger than the room is refused`(capacity: Int, text: String) {
        #expect(throws: Problem.party(most: capacity)) { try RSVPDraft.companions(text, capacity: capacity) }
    }

    @Test(arguments: ["-1", "10", "1.5", "two"])
    func `companions are a number up to nine`(text: String) {
        #expect(throws: Problem.notNumber(from: 0, to: 9)) { try RSVPDraft.companions(text, capacity: 20) }
    }

    @Test func `companions alone can be changed, but not left out`() throws {
        #expect(try RSVPDraft.companions(reading: ["companions": "3"], capacity: 4) == 3)
        let faults = #expect(throws: Faults.self) { try RSVPDraft.companions(reading: ["name": "Eve"], capacity: 4) }
        #expect(faults?.list == [Fault("companions", .missing), Fault("name", .unknown)])
    }
}
