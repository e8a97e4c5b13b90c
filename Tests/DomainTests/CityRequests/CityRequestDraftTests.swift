import Domain
import Testing

struct CityRequestDraftTests {
    @Test func `a form holds a city, an address and the days that are ticked`() throws {
        let form = ["city": "Graz", "email": "ada@example.org", "thursday": "on", "monday": "on"]
        let draft = try CityRequestDraft(reading: RawInput(form))
        #expect(draft.city.text == "Graz" && draft.address.text == "ada@example.org")
        #expect(draft.weekdays == [.monday, .thursday])
        #expect(Weekday.all(in: Weekday.text(of: draft.weekdays)) == draft.weekdays)
        #expect(Weekday.all(in: "").isEmpty)
    }

    @Test(
        arguments: [
            ([:], ["city", "email"]), (["city": "G1", "email": "ada"], ["city", "email"]),
            (["city": "Graz", "email": "ada@example.org", "noday": "on"], ["noday"]),
            (["city": "Graz", "email": "ada@example.org", "monday": "perhaps"], ["monday"]),
        ] as [([String: String], [String])])
    func `everything that is wrong is told`(form: [String: String], fields: [String]) {
        let errors = #expect(throws: ValidationErrors.self) { try CityRequestDraft(reading: RawInput(form)) }
        #expect(errors?.list.map(\.field).sorted() == fields)
    }
}
