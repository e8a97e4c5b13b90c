import Domain
import Testing

struct CityTests {
    @Test(arguments: ["FR", " CH\n"])
    func `country code has two upper-case letters`(text: String) throws {
        #expect(try City.country(text) == text.trimmed)
    }

    @Test(arguments: ["", "fr", "FRA", "F", "F1", "ÉR", "ＦＲ", "France"])
    func `text of another form is not a country code`(text: String) {
        #expect(throws: FieldErrorReason.country) { try City.country(text) }
    }
}
