import Domain
import Testing

struct CityRequestDraftTests {
    @Test func `form has a city, an address and the ticked weekdays`() throws {
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
    func `every invalid field is reported`(form: [String: String], fields: [String]) {
        let errors = #expect(throws: ValidationErrors.self) { try CityRequestDraft(reading: RawInput(form)) }
        #expect(errors?.list.map(\.field).sorted() == fields)
    }
}
