import Domain
import Foundation

/// The guest list of a meetup, as the API shows it. Instants are RFC 3339 date-times.
struct GuestListView: Encodable {
    struct Party: Encodable {
        let name: String
        let companions: Int
        let answer: String?
        let remark: String?
    }

    struct Waiting: Encodable {
        let name: String
        let companions: Int
        let answer: String?
        let remark: String?
        let position: Int
        /// The reasons for waiting, in the words of the API.
        let reasons: [String]
    }

    struct Decision: Encodable {
        let what: String
        let name: String?
        let party: Int
        let placesFree: Int
        let at: String
    }

    let meetup: String
    let question: String?
    let people: Int
    let going: [Party]
    let waiting: [Waiting]
    let decisions: [Decision]

    init(_ list: GuestList) {
        meetup = list.meetup.id.text
        question = list.meetup.terms.guests.question.nonEmpty
        people = list.count.people
        going = list.count.parties.map(Party.init)
        waiting = list.waiting.map(Waiting.init)
        decisions = list.decisions.map(Decision.init)
    }
}

extension GuestListView.Party {
    init(_ party: HeadCount.Party) {
        name = party.name
        companions = party.companions
        answer = party.words.answer.nonEmpty
        remark = party.words.remark.nonEmpty
    }
}

extension GuestListView.Waiting {
    init(_ waiting: GuestList.Waiting) {
        name = waiting.party.name
        companions = waiting.party.companions
        answer = waiting.party.words.answer.nonEmpty
        remark = waiting.party.words.remark.nonEmpty
        position = waiting.place.position
        reasons = waiting.place.reasons.map(\.word)
    }
}

extension GuestListView.Decision {
    init(_ decision: WaitingDecision) {
        what = decision.what.rawValue
        name = decision.name
        party = decision.party
        placesFree = decision.free
        at = decision.decidedAt.formatted(.iso8601)
    }
}

extension WaitingReason {
    fileprivate var word: String {
        switch self {
        case .full: "full"
        case .behind: "behind_others"
        case .doesNotFit: "does_not_fit"
        case .behindLarger: "behind_larger"
        case .closed: "closed"
        case .unresponsive: "unresponsive"
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
