import Domain
import Testing

struct CityTests {
    @Test(arguments: ["FR", " CH\n"])
    func `a country has two capital letters`(text: String) throws {
        #expect(try City.country(text) == text.trimmed)
    }

    @Test(arguments: ["", "fr", "FRA", "F", "F1", "ÉR", "ＦＲ", "France"])
    func `anything else is not a country`(text: String) {
        #expect(throws: FieldErrorReason.country) { try City.country(text) }
    }
}
