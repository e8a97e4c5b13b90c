/// Who moves up when places are free.
package enum WaitingList {
    /// The RSVPs that get a place, from those that wait in order of arrival: each first party that fits what is left.
    package static func movingUp(_ waiting: [RSVP], in occupancy: Occupancy) -> [RSVP] {
        var free = occupancy.free
        return waiting.sorted { $0.arrival < $1.arrival }.filter { rsvp in
            guard rsvp.party <= free else { return false }
            free -= rsvp.party
            return true
        }
    }
}
