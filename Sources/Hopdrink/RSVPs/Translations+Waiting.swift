import Domain
import Foundation

extension Translations {
    /// Why somebody waits for a meetup, as a sentence that fits them and their hosts.
    func whyWaiting(_ reason: WaitingReason, for meetup: Meetup) -> String {
        switch reason {
        case .full: self(.waitingFull)
        case .behind(let parties): self(.waitingBehind, parties)
        case .doesNotFit(let party, let free): self(.waitingDoesNotFit, free, ["party": String(party)])
        case .behindLarger: self(.waitingBehindLarger)
        case .closed(let since):
            self(.waitingClosed, ["time": LocalDateTime(since, in: meetup.timeZone).time.description])
        case .unresponsive: self(.waitingUnresponsive)
        }
    }
}
