package import Foundation

/// The requirement that a host confirms each meetup of a series.
package struct HostConfirmation: Hashable, Sendable {
    /// The deadline for the confirmation, in minutes before the start.
    package let before: Int
    /// Whether a meetup without confirmation is cancelled.
    package let cancelsUnconfirmed: Bool

    package init(before: Int, cancelsUnconfirmed: Bool) {
        self.before = before
        self.cancelsUnconfirmed = cancelsUnconfirmed
    }
}

extension HostConfirmation {
    package enum Step: Equatable, Sendable {
        case askHosts
        case askRepresentative
        case cancel
    }

    /// Returns the steps that are due by now for an unconfirmed meetup. The hosts are asked at twice the time before
    /// the start, the city's representative at the full time. At half the time the meetup is cancelled, if its hosts
    /// have had time to respond. `asked` is when the hosts were asked.
    package func steps(dueFor start: Date, hostsAsked asked: Date?, at now: Date) -> [Step] {
        let left = start.timeIntervalSince(now) / 60
        var steps: [Step] = []
        if left <= Double(2 * before) { steps.append(.askHosts) }
        if left <= Double(before) { steps.append(.askRepresentative) }
        if left <= Double(before) / 2, cancelsUnconfirmed, hadTime(since: asked, at: now) { steps.append(.cancel) }
        return steps
    }

    /// Whether a quarter of the time, or a day if that is shorter, has passed since the hosts were asked.
    private func hadTime(since asked: Date?, at now: Date) -> Bool {
        guard let asked else { return false }
        return now.timeIntervalSince(asked) >= min(TimeInterval(before * 60) / 4, 86_400)
    }

    /// Reads `confirm: 7d` and `unconfirmed: cancel` of a series with these hosts.
    init?(reading fields: inout InputDecoder, hosts: [Contact]?) {
        let before = fields.optional("confirm", TextParser.minutes)
        let isDecided = fields.has("unconfirmed")
        let cancels = fields.optional("unconfirmed") { (text) throws(FieldErrorReason) in
            guard ["keep", "cancel"].contains(text) else { throw .oneOf(["keep", "cancel"]) }
            return text == "cancel"
        }
        guard let before else {
            if isDecided { fields.report("unconfirmed", .format("goes with `confirm` only")) }
            return nil
        }
        if let hosts, !hosts.contains(where: { $0.address != nil }) {
            fields.report("confirm", .format("needs a host with an email address, such as Ada <ada@example.org>"))
        }
        self.init(before: before, cancelsUnconfirmed: cancels ?? false)
    }
}

extension Meetup {
    /// Returns this meetup as confirmed by its host.
    package func confirmed(at now: Date) -> Meetup {
        var meetup = self
        meetup.confirmedAt = confirmedAt ?? now
        meetup.isTentative = false
        return meetup.revised(from: self, at: now)
    }
}
