import Domain
import Hopdrink
import Testing

@testable import HopdrinkCommand

struct CityRequestSettingsTests {
    @Test func `administrators are notified from ten people on, unless the operator sets another number`() throws {
        #expect(try Settings(yaml: "cities: []").cityRequests == CityRequestSettings())
        let settings = try Settings(
            yaml: "{city_requests: {threshold: 3}, administrators: [Ada <ada@example.org>, Bob <bob@example.org>]}"
        )
        #expect(settings.cityRequests.threshold == 3 && settings.administrators.map(\.name) == ["Ada", "Bob"])
        #expect(try Settings(yaml: "administrators: Ada <ada@example.org>").administrators.count == 1)
    }

    @Test(arguments: [
        "city_requests: {threshold: 0}", "city_requests: {threshold: many}", "city_requests: {other: 1}",
        "city_requests: 3",
        "administrators: [Ada]",
        "administrators: [ada@example.org]",
    ])
    func `an invalid setting is refused`(yaml: String) {
        #expect(throws: ValidationErrors.self) { try Settings(yaml: yaml) }
    }
}
