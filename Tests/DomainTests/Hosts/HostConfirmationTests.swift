import Domain
import Foundation
import Testing

struct HostConfirmationTests {
    private let written: RawInput = [
        "slug": "apero", "title": "Apéro", "rule": "second thursday", "time": "19:00", "capacity": "20",
        "venue": ["name": "La Cave", "address": "Tours"],
    ]

    private func read(_ fields: [String: String], hosts: RawInput) -> (plan: SeriesPlan?, errors: [FieldError]) {
        let series = fields.reduce(written.setting("hosts", hosts)) { $0.setting($1.key, RawInput(.text($1.value))) }
        var fields = InputDecoder(series)
        let plan = SeriesPlan(reading: &fields)
        fields.closeUnknown()
        return (plan, fields.errors)
    }

    @Test(
        arguments: [
            (15, []), (14, [.askHosts]), (8, [.askHosts]), (7, [.askHosts, .askRepresentative]),
            (4, [.askHosts, .askRepresentative]), (3, [.askHosts, .askRepresentative, .cancel]),
        ] as [(Double, [HostConfirmation.Step])])
    func `hosts, representative and cancellation follow at their times before the start`(
        daysLeft: Double, steps: [HostConfirmation.Step]
    ) throws {
        let start = try Date.utc("2026-12-10T18:00:00Z")
        let now = start.addingTimeInterval(-daysLeft * 86_400)
        let week = 7 * 1440
        let asked = start.addingTimeInterval(-14 * 86_400)
        let cancels = HostConfirmation(before: week, cancelsUnconfirmed: true)
        #expect(cancels.steps(dueFor: start, hostsAsked: asked, at: now) == steps)
        let keeps = HostConfirmation(before: week, cancelsUnconfirmed: false)
        #expect(keeps.steps(dueFor: start, hostsAsked: asked, at: now) == steps.filter { $0 != .cancel })
    }

    @Test(
        arguments: [
            (10_080, nil, false), (10_080, 0, false), (10_080, 1439, false), (10_080, 1440, true), (240, 59, false),
            (240, 60, true),
        ] as [(Int, Double?, Bool)])
    func `meetup is cancelled only after its hosts had a day or a quarter of the time to respond`(
        before: Int, minutesSinceAsked: Double?, isCancelled: Bool
    ) throws {
        let now = try Date.utc("2026-12-10T17:00:00Z")
        let steps = HostConfirmation(before: before, cancelsUnconfirmed: true).steps(
            dueFor: now + 3600, hostsAsked: minutesSinceAsked.map { now - $0 * 60 }, at: now
        )
        #expect(steps.contains(.cancel) == isCancelled)
        #expect(steps.starts(with: [.askHosts, .askRepresentative]))
    }

    @Test(arguments: [("keep", false), ("cancel", true)])
    func `series states the deadline, and what happens without a confirmation`(word: String, cancels: Bool) {
        let plan = read(["confirm": "7d", "unconfirmed": word], hosts: ["Ada <ada@example.org>"]).plan
        #expect(plan?.confirmation == HostConfirmation(before: 10_080, cancelsUnconfirmed: cancels))
        #expect(read([:], hosts: ["Ada"]).plan?.confirmation == nil)
    }

    @Test func `unconfirmed meetups take place unless the series says otherwise`() {
        let plan = read(["confirm": "7d"], hosts: ["Ada <ada@example.org>"]).plan
        #expect(plan?.confirmation == HostConfirmation(before: 10_080, cancelsUnconfirmed: false))
    }

    @Test(arguments: [
        (["confirm": "7d"], "Ada", ["confirm"]), (["confirm": "soon"], "Ada <ada@example.org>", ["confirm"]),
        (["unconfirmed": "cancel"], "Ada <ada@example.org>", ["unconfirmed"]),
        (["confirm": "7d", "unconfirmed": "perhaps"], "Ada <ada@example.org>", ["unconfirmed"]),
    ])
    func `invalid settings are reported`(fields: [String: String], host: String, faulty: [String]) {
        #expect(read(fields, hosts: [RawInput(.text(host))]).errors.map(\.field) == faulty)
    }

    @Test func `meetup is tentative until its host confirms it, and stays confirmed`() throws {
        var plan = try SeriesPlan.sample()
        plan.confirmation = HostConfirmation(before: 10_080, cancelsUnconfirmed: false)
        let now = try Date.utc("2026-11-01T08:00:00Z")
        let tentative = try Meetup.sample().following(plan, at: now)
        #expect(tentative.isTentative && tentative.revision.sequence == 1)
        let confirmed = tentative.confirmed(at: now)
        #expect(!confirmed.isTentative && confirmed.revision.sequence == 2)
        #expect(confirmed.following(plan, at: now) == confirmed && confirmed.confirmed(at: now) == confirmed)
    }
}
