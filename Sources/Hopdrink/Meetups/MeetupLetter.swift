import Domain
import Foundation

/// An email about one meetup, to a guest or to somebody who looks after the meetup.
struct MeetupLetter: LetterPage {
    static let template = "mail/meetup"

    /// A line that differs from before.
    struct Change: Sendable {
        let label: String
        let from: String
        let to: String
    }

    let layout: LetterLayout
    let changes: [Change]
    /// Why the meetup is cancelled.
    let cancellation: String?
    /// The button for what the email asks for.
    let button: LetterButton?
    let summary: LetterMeetup
    /// The link to change or cancel the RSVP.
    let change: LetterButton?
    let page: LetterButton
}

extension MeetupLetter {
    /// An email to a guest. If the address is not confirmed, the email repeats nothing that was typed, not even the
    /// name.
    init(
        _ email: GuestEmail, _ letter: Letter, _ answer: LetterFacts.Answer, _ links: LetterLinks,
        in site: LocalizedSite, at now: Date
    ) {
        let (rsvp, meetup, texts) = (answer.rsvp, answer.meetup, site.texts)
        let asked = letter.details.askedParty
        let lead = asked != nil && email.givesSeat ? .letterFewerLead : email.lead(rsvp, answer.prospect)
        let values = [
            "when": texts.near(meetup, at: now), "address": letter.details.guest ?? "",
            "asked": asked.map(String.init) ?? "",
            "until": answer.reservedUntil.map { texts.until($0, at: meetup) } ?? "",
        ]
        let words = LetterWords(
            subject: texts(email.subject, ["stem": texts.stem(meetup)]), lead: texts(lead, values),
            reason: texts(email.reason, ["network": site.network])
        )
        layout = LetterLayout(words, to: rsvp.state.isPending ? nil : rsvp.name, links, in: site)
        changes = Change.all(from: letter.details.former, to: meetup, in: texts)
        cancellation = texts.reason(of: meetup)
        button = links.token.flatMap { email.button(answer.prospect, $0, site) }
        summary = LetterMeetup(meetup, in: site).with(party: email.showsParty ? rsvp.party : nil, texts)
        change = button == nil ? links.token.map { LetterButton(changing: $0, site) } : nil
        page = LetterButton(pageOf: meetup, site)
    }

    /// An email to somebody who looks after a meetup, perhaps with a link to the page where they confirm that it takes
    /// place.
    init(
        _ subject: TranslationKey, _ lead: TranslationKey, _ email: ContactEmail.Subject, _ links: LetterLinks,
        in site: LocalizedSite
    ) {
        let (texts, meetup) = (site.texts, email.meetup)
        let hosts = texts.list(meetup.terms.hosts.map(\.name))
        let words = LetterWords(
            subject: texts(subject, ["stem": texts.stem(meetup)]),
            lead: texts(lead, ["hosts": hosts, "guest": email.letter.details.guest ?? ""]),
            reason: texts(.letterReasonHost, ["network": site.network])
        )
        layout = LetterLayout(words, to: email.contact.name, links, in: site)
        (changes, cancellation, change) = ([], nil, nil)
        button = links.token.map { LetterButton(.letterHostButton, to: .host($0, in: site.language), site) }
        summary = LetterMeetup(meetup, in: site)
        page = LetterButton(pageOf: meetup, site)
    }
}

extension MeetupLetter.Change {
    /// Returns the lines that differ.
    fileprivate static func all(from former: LetterDetails.Former?, to meetup: Meetup, in texts: Translations) -> [Self]
    {
        guard let former, let now = LetterDetails(former: meetup).former else { return [] }
        let when = Self(label: texts(.letterWhen), from: texts.when(former) ?? "", to: texts.when(meetup))
        let place = Self(label: texts(.letterWhere), from: former.whole, to: now.whole)
        let access = Self(label: texts(.meetupAccess), from: former.access, to: now.access)
        return [when, place, access].filter { $0.from != $0.to && !$0.from.isEmpty && !$0.to.isEmpty }
    }
}

extension LetterDetails.Former {
    fileprivate var whole: String { "\(place), \(address)" }
}

extension LetterMeetup {
    fileprivate func with(party: Int?, _ texts: Translations) -> LetterMeetup {
        var summary = self
        summary.party = party.map { texts(.party, $0) }
        return summary
    }
}

extension LetterButton {
    fileprivate init(changing token: Token, _ site: LocalizedSite) {
        self.init(.letterManageButton, to: .manage(token, in: site.language), site)
    }
}

extension Translations {
    /// Returns the start of a meetup in words that are true now: "today at 19:00".
    fileprivate func near(_ meetup: Meetup, at now: Date) -> String {
        let start = meetup.wallStart
        let time = words(start.time)
        return switch RelativeDay(of: meetup.startsAt, in: meetup.timeZone, at: now) {
        case .today: self(.whenToday, ["time": time])
        case .tomorrow: self(.whenTomorrow, ["date": shortWords(start.date), "time": time])
        case .another: self(.whenLater, ["date": words(start.date), "time": time])
        }
    }

    /// Returns the former date and time; nil if it cannot be read any more.
    fileprivate func when(_ former: LetterDetails.Former) -> String? {
        // We wrote the values in the row ourselves. If they cannot be read, the email says less.
        guard let start = try? LocalDateTime(parsing: former.start), let end = try? LocalDateTime(parsing: former.end)
        else { return nil }
        return words(from: start, to: end)
    }
}
