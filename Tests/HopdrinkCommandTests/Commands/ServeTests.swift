import Foundation
import Testing

@testable import HopdrinkCommand

@Suite struct ServeTests {
    @Test(arguments: ["2026-12-09T18:30:00+01:00", "2026-12-09T17:30:00Z"])
    func `a rehearsal starts at an instant`(text: String) {
        #expect(RehearsalStart(argument: text)?.instant.timeIntervalSince1970 == 1_796_837_400)
    }

    @Test(arguments: ["", "now", "2026-12-09", "2026-12-09T18:30:00", "2026-12-09T25:30:00Z", "18:30"])
    func `an instant without an offset is refused`(text: String) {
        #expect(RehearsalStart(argument: text) == nil)
    }
}
