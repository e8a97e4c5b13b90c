import Domain
import Foundation
import Logging
import Testing

@testable import Hopdrink
@testable import Mail

/// The choice of a relay for each email.
struct RelayTests {
    private let clock: TestClock
    private let main = ScriptedTransport()
    private let fallback = ScriptedTransport()
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        clock = try TestClock("2026-12-01T12:00:00Z")
    }

    private var now: CurrentTime { { [clock] in clock.now } }

    private func relays(rate: Int? = nil) -> [Relay] {
        [
            Relay(name: "main", transports: [main, main], rate: rate, now: now, logger: logger),
            Relay(name: "fallback", transports: [fallback], now: now, logger: logger),
        ]
    }

    private func send(
        _ lane: RelayLane, to recipient: String = "b@example.org",
        onAccept: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> Delivery {
        let envelope = try Envelope(sender: "a@hop.example", recipient: recipient)
        return await lane.send(try EncodedMessage("Subject: a\r\n\r\na\r\n"), envelope: envelope, onAccept: onAccept)
    }

    @Test func `every connection of the first relay has a lane`() {
        #expect(relays().lanes(now: now).count == 2)
        #expect([Relay]().lanes(now: now).isEmpty)
    }

    @Test func `first relay gets all emails while it accepts them`() async throws {
        let lane = relays().lanes(now: now)[0]
        for _ in 1...3 { #expect(try await send(lane) == .taken) }
        #expect((main.count, fallback.count) == (3, 0))
    }

    @Test func `email goes to the next relay at once if the first one is unavailable`() async throws {
        main.willAnswer(.away)
        let relays = relays()
        let lane = relays.lanes(now: now)[0]
        #expect(try await send(lane) == .taken)
        #expect((main.count, fallback.count) == (1, 1))
        #expect(try await send(lane) == .taken)
        #expect((main.count, fallback.count) == (1, 2))
        clock.advance(by: 7)
        #expect(try await send(lane) == .taken)
        #expect((main.count, fallback.count) == (2, 2))
    }

    @Test(arguments: [Delivery.later, .silent, .badContent, .badAddress, .withheld])
    func `first relay's verdict on a email is final`(answer: Delivery) async throws {
        main.willAnswer(answer)
        #expect(try await send(relays().lanes(now: now)[0]) == answer)
        #expect(fallback.count == 0)
    }

    @Test func `relay status has the start and the reason of an outage, without addresses`() async throws {
        let relays = relays()
        let lane = relays.lanes(now: now)[0]
        #expect(relays.map(\.status.state) == [.healthy, .healthy])
        let text = "5.7.1 <b@example.org>: Sender address rejected: bounce+x%40hop.example is not b"
        main.willAnswer(.relayUnavailable(SMTPReply(code: 553, status: "5.7.1", text: text)))
        #expect(try await send(lane) == .taken)
        let status = relays[0].status
        #expect(status.name == "main" && status.state == .paused && status.since == "2026-12-01T12:00:00Z")
        #expect(status.until != nil && status.reason == "it said 553 5.7.1 … Sender address rejected: … is not …")
        clock.advance(by: 7)
        _ = try await send(lane)
        #expect(relays[0].status == RelayStatus(name: "main", since: nil, until: nil, reason: nil))
    }

    @Test func `relay that refuses several recipients in the same words is paused`() async throws {
        let relays = [relays()[0]]
        let lane = relays.lanes(now: now)[0]
        let refusal = Delivery.refused(SMTPReply(code: 550, status: nil, text: "no").uncertain(), addressIsBad: true)
        main.willAnswer(refusal, refusal, refusal)
        #expect(try await send(lane, to: "ada@a.example") == refusal)
        #expect(try await send(lane, to: "bob@b.example") == refusal)
        guard case .relayUnavailable = try await send(lane, to: "eve@c.example") else { throw Unexpected() }
        #expect(relays.allowance == 0 && relays[0].status.state == .paused)
    }

    @Test func `email refused by a relay that accepts others is deferred`() async throws {
        let relays = [relays()[0]]
        let lane = relays.lanes(now: now)[0]
        let refusal = Delivery.relayUnavailable(
            SMTPReply(code: 554, status: "5.7.1", text: "5.7.1 Relay access denied").uncertain())
        main.willAnswer(refusal, .taken, refusal)
        #expect(try await send(lane, to: "ada@a.example") == refusal)
        clock.advance(by: 7)
        #expect(try await send(lane, to: "bob@b.example") == .taken)
        guard case .deferred = try await send(lane, to: "ada@a.example") else { throw Unexpected() }
        #expect(relays.allowance == .max && relays[0].status.state == .healthy)
    }

    @Test func `email is returned only if no relay is usable, and none is tried meanwhile`() async throws {
        main.willAnswer(.away)
        fallback.willAnswer(.away)
        let relays = relays()
        let lane = relays.lanes(now: now)[0]
        #expect(try await send(lane) == .away)
        #expect(relays.allowance == 0)
        guard case .relayUnavailable = try await send(lane) else { throw Unexpected() }
        #expect((main.count, fallback.count) == (1, 1))
    }

    @Test func `one email probes a paused relay while others use the fallback`() async throws {
        let relays = relays()
        let lanes = relays.lanes(now: now)
        main.willAnswer(.away)
        _ = try await send(lanes[0])
        clock.advance(by: 7)
        let probe = main.willHold()
        async let probing = send(lanes[0])
        await probe.arrives()
        #expect(try await send(lanes[1]) == .taken)
        #expect((main.count, fallback.count) == (2, 2))
        probe.end(.taken)
        #expect(try await probing == .taken)
        #expect(try await send(lanes[1]) == .taken)
        #expect((main.count, fallback.count) == (3, 2))
    }

    @Test func `only relay gets a single email after its pause`() async throws {
        let relays = [relays()[0]]
        let lane = relays.lanes(now: now)[0]
        main.willAnswer(.away)
        #expect(relays.allowance == .max)
        _ = try await send(lane)
        #expect(relays.allowance == 0)
        clock.advance(by: 7)
        #expect(relays.allowance == 1)
        _ = try await send(lane)
        #expect(relays.allowance == .max)
    }

    @Test func `rate limits emails to a relay and halves when the relay complains`() async throws {
        let relays = relays(rate: 8)
        let lane = relays.lanes(now: now)[0]
        for left in (0...7).reversed() {
            _ = try await send(lane)
            // This is the rest of the main relay's token bucket. The fallback has no rate.
            #expect(relays[0].health.allowance == left)
        }
        main.willAnswer(.deferred(SMTPReply(code: 451, status: "4.7.28", text: "4.7.28 slow down")))
        clock.advance(by: 60)
        _ = try await send(lane)
        #expect(relays[0].health.allowance == 4)
    }

    @Test func `connections are closed once after a minute without emails`() async throws {
        let lane = relays().lanes(now: now)[0]
        await lane.disconnectIfIdle()
        #expect(main.disconnects == 0)
        _ = try await send(lane)
        clock.advance(by: 59)
        await lane.disconnectIfIdle()
        #expect(main.disconnects == 0)
        clock.advance(by: 1)
        await lane.disconnectIfIdle()
        await lane.disconnectIfIdle()
        #expect((main.disconnects, fallback.disconnects) == (1, 1))
    }

    @Test func `delivery ended by shutdown is not tried elsewhere and does not pause the relay`() async throws {
        let relays = relays()
        let lane = relays.lanes(now: now)[0]
        let locked = main.willHold()
        async let delivery = send(lane)
        await locked.arrives()
        lane.stop()
        locked.end(.away)
        #expect(try await delivery == .away)
        #expect(fallback.count == 0 && relays[0].health.allowance == .max)
        #expect(main.isStopped && fallback.isStopped)
    }

    private struct Unexpected: Error {}
}
