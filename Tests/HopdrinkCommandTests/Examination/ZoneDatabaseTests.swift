import Testing

@testable import HopdrinkCommand

struct ZoneDatabaseTests {
    @Test(arguments: [("# version 2026a", "2026a"), ("2026a", "2026a"), ("", "")])
    func `the version is found in both forms`(line: String, version: String) {
        #expect(ZoneDatabase.version(in: line) == version)
    }

    @Test func `this system has one`() {
        #expect(ZoneDatabase.version?.isEmpty == false)
    }
}
