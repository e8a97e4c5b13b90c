import Domain

/// The email that tells a host who is coming.
struct HeadCountLetter: LetterPage {
    static let template = "mail/head_count"

    let layout: LetterLayout
    /// The question that the meetup asks its guests.
    let question: String?
    let hasGuests: Bool
    let guests: [Guest]
    /// The number of people on the waiting list, as text; nil if there are none.
    let waiting: String?
    let summary: LetterMeetup
    /// The link to the guest list and the waiting list, with its reasons.
    let list: LetterButton?
    let page: LetterButton

    /// A guest, with their companions and notes.
    struct Guest: Sendable {
        let line: String
        let notes: [String]
    }

    init(
        _ count: HeadCount, to contact: Contact, about meetup: Meetup, _ links: LetterLinks, _ site: LocalizedSite
    ) {
        let texts = site.texts
        let words = LetterWords(
            subject: texts(.letterHeadCountSubject, ["stem": texts.stem(meetup)]),
            lead: count.people == 0 ? texts(.letterHeadCountNobody) : texts(.letterHeadCount, count.people),
            reason: texts(.letterReasonHost, ["network": site.network])
        )
        layout = LetterLayout(words, to: contact.name, links, in: site)
        guests = count.parties.map { Guest($0, texts) }
        question = texts.question(of: meetup)
        hasGuests = !guests.isEmpty
        list = links.guests.map { LetterButton(.letterGuests, to: .guests($0, in: site.language), site) }
        waiting = count.waiting == 0 ? nil : texts(.letterWaiting, count.waiting)
        summary = LetterMeetup(meetup, in: site)
        page = LetterButton(pageOf: meetup, site)
    }
}

extension HeadCountLetter.Guest {
    fileprivate init(_ party: HeadCount.Party, _ texts: Translations) {
        line = party.companions == 0 ? party.name : "\(party.name) + \(party.companions)"
        notes = party.words.notes(texts)
    }
}

extension GuestWords {
    /// Returns the lines that a host reads beside the name.
    func notes(_ texts: Translations) -> [String] {
        let lines = remark.unicodeScalars.split(separator: "\n").map { String($0) }
        return (answer.isEmpty ? [] : [texts(.guestAnswer, ["answer": answer])]) + lines
    }
}

extension Translations {
    /// Returns the question that a meetup asks its guests; nil if there is none.
    func question(of meetup: Meetup) -> String? {
        let question = meetup.terms.guests.question
        return question.isEmpty ? nil : self(.guestQuestion, ["question": question])
    }
}
