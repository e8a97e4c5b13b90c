import Domain
import Foundation

extension Translations {
    /// Why somebody waits for a meetup, as they read it themselves.
    func whyWaiting(_ reason: WaitingReason, for meetup: Meetup) -> String {
        switch reason {
        case .full: self(.waitingFull)
        case .behind(let parties): self(.waitingBehind, parties)
        case .doesNotFit(let party, let free): self(.waitingDoesNotFit, free, ["party": String(party)])
        case .behindLarger: self(.waitingBehindLarger)
        case .closed(let since):
            self(.waitingClosed, ["time": words(LocalDateTime(since, in: meetup.timeZone).time)])
        case .unresponsive: self(.waitingUnresponsive)
        }
    }
}
