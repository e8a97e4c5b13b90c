import Domain
import Foundation

/// The check-in list: who is going, who waits and why, and the decisions about the waiting list.
struct GuestListPage: Page {
    static let template = "pages/guest_list"

    struct Row: Sendable {
        let name: String
        /// The number of people in the party.
        let people: Int
        let notes: [String]
        /// Why the party waits; empty for a party that is going.
        let why: [String]
    }

    struct Entry: Sendable {
        let when: String
        let what: String
    }

    let layout: PageLayout
    let texts: Translations
    let heading: MeetupHeading
    let title: String
    let lead: String
    let question: String?
    let hasGuests: Bool
    let guests: [Row]
    let hasWaiting: Bool
    let waiting: [Row]
    let hasLog: Bool
    let log: [Entry]

    init(_ list: GuestList, in site: LocalizedSite) {
        let (texts, meetup) = (site.texts, list.meetup)
        self.texts = texts
        heading = MeetupHeading(meetup, in: site)
        title = texts(.guestListTitle)
        lead = list.count.people == 0 ? texts(.letterHeadCountNobody) : texts(.guestListPeople, list.count.people)
        question = texts.question(of: meetup)
        guests = list.count.parties.map { Row(name: $0.name, people: $0.people, notes: $0.words.notes(texts), why: []) }
        waiting = list.waiting.map { Row($0, at: meetup, texts) }
        log = list.decisions.map { Entry($0, at: meetup, texts) }
        (hasGuests, hasWaiting, hasLog) = (!guests.isEmpty, !waiting.isEmpty, !log.isEmpty)
        layout = PageLayout(private: site, title: "\(title), \(texts.title(meetup))", description: heading.when.text)
    }
}

extension GuestListPage.Row {
    fileprivate init(_ waiting: GuestList.Waiting, at meetup: Meetup, _ texts: Translations) {
        name = waiting.party.name
        people = waiting.party.people
        notes = waiting.party.words.notes(texts)
        why = waiting.place.reasons.map { texts.whyTheyWait($0, for: meetup) }
    }
}

extension Translations {
    /// Why somebody waits for a meetup, as its hosts read it.
    fileprivate func whyTheyWait(_ reason: WaitingReason, for meetup: Meetup) -> String {
        switch reason {
        case .behind(let parties): self(.guestListBehind, parties)
        case .behindLarger: self(.guestListBehindLarger)
        case .unresponsive: self(.guestListUnresponsive)
        case .full, .doesNotFit, .closed: whyWaiting(reason, for: meetup)
        }
    }
}

extension GuestListPage.Entry {
    fileprivate init(_ decision: WaitingDecision, at meetup: Meetup, _ texts: Translations) {
        let local = LocalDateTime(decision.decidedAt, in: meetup.timeZone)
        when = "\(texts.shortWords(local.date)), \(texts.words(local.time))"
        let values = [
            "name": decision.name ?? texts(.decisionSomebody), "party": String(decision.party),
            "free": String(decision.free),
        ]
        what = texts(decision.what.key, values)
    }
}

extension WaitingDecision.What {
    fileprivate var key: TranslationKey {
        switch self {
        case .joined: .decisionJoined
        case .promoted: .decisionPromoted
        case .promotedWithFewer: .decisionPromotedWithFewer
        case .skipped: .decisionSkipped
        case .left: .decisionLeft
        case .closed: .decisionClosed
        case .tookPlace: .decisionTookPlace
        case .seatReleased: .decisionSeatReleased
        case .returned: .decisionReturned
        }
    }
}
