import Domain
import Foundation
import Storage

extension Transaction {
    /// Gives free places to those who wait, and tells them by mail. Hold the meetup's row first.
    func moveUp(in meetup: Meetup, at now: Date) throws {
        guard Admission.refusal(of: meetup, at: now) == nil else { return }
        let waiting = try rsvps(to: meetup.id, in: .waiting)
        guard !waiting.isEmpty else { return }
        for var rsvp in WaitingList.movingUp(waiting, in: try occupancy(of: meetup, at: now)) {
            rsvp.state = .going(since: now)
            try update(rsvp, at: now)
            try queue(.movedUp, about: rsvp, of: meetup, at: now)
        }
    }
}
