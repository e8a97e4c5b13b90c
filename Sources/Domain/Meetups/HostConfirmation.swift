package import Foundation

/// That a host must say of each meetup of a series that it takes place.
package struct HostConfirmation: Hashable, Sendable {
    /// Until how many minutes before the start.
    package let before: Int
    /// Whether a meetup of which nobody said so is called off.
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

    /// What is due by now for a meetup that nobody has confirmed: its hosts are asked twice the time ahead, the city's
    /// representative when that time is up, and half of it before the start it is called off, if its hosts have had
    /// time to answer. `asked` is when they were asked.
    package func steps(dueFor start: Date, hostsAsked asked: Date?, at now: Date) -> [Step] {
        let left = start.timeIntervalSince(now) / 60
        var steps: [Step] = []
        if left <= Double(2 * before) { steps.append(.askHosts) }
        if left <= Double(before) { steps.append(.askRepresentative) }
        if left <= Double(before) / 2, cancelsUnconfirmed, hadTime(since: asked, at: now) { steps.append(.cancel) }
        return steps
    }

    /// A quarter of the time, but never more than a day.
    private func hadTime(since asked: Date?, at now: Date) -> Bool {
        guard let asked else { return false }
        return now.timeIntervalSince(asked) >= min(TimeInterval(before * 60) / 4, 86_400)
    }

    /// Takes `confirm: 7d` and `unconfirmed: cancel` out of what was written of a series with these hosts.
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
    /// This meetup once its host has said that it takes place.
    package func confirmed(at now: Date) -> Meetup {
        var meetup = self
        meetup.confirmedAt = confirmedAt ?? now
        meetup.isTentative = false
        return meetup.revised(from: self, at: now)
    }
}
