import Domain
import Hopdrink
import Testing

@testable import HopdrinkCommand

struct WishSettingsTests {
    @Test func `administrators are told from ten people on, unless the operator says otherwise`() throws {
        #expect(try Settings(yaml: "cities: []").wishes == WishSettings())
        let settings = try Settings(
            yaml: "{wishes: {threshold: 3}, administrators: [Ada <ada@example.org>, Bob <bob@example.org>]}"
        )
        #expect(settings.wishes.threshold == 3 && settings.administrators.map(\.name) == ["Ada", "Bob"])
        #expect(try Settings(yaml: "administrators: Ada <ada@example.org>").administrators.count == 1)
    }

    @Test(arguments: [
        "wishes: {threshold: 0}", "wishes: {threshold: many}", "wishes: {other: 1}", "wishes: 3",
        "administrators: [Ada]",
        "administrators: [ada@example.org]",
    ])
    func `what makes no sense is refused`(yaml: String) {
        #expect(throws: Faults.self) { try Settings(yaml: yaml) }
    }
}
