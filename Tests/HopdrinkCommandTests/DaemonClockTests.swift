import Foundation
import Testing

@testable import HopdrinkCommand

@Suite struct DaemonClockTests {
    @Test func `the clock returns whole seconds`() {
        let now = DaemonClock.wall().timeIntervalSince1970
        #expect(now == now.rounded())
        #expect(abs(Date().timeIntervalSince1970 - now) < 2)
    }

    @Test func `a rehearsal starts at its instant and continues from there`() {
        let start = Date(timeIntervalSince1970: 1_796_837_400)
        let clock = DaemonClock.rehearsal(from: start)
        let passed = clock().timeIntervalSince(start)
        #expect((0...60).contains(passed))
        #expect(passed == passed.rounded())
        #expect(clock() >= start)
    }
}
