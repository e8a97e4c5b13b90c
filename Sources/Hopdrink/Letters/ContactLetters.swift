import Domain

/// Tells a host who comes.
struct HeadCountLetter: LetterPage {
    static let template = "mail/head_count"

    let layout: LetterLayout
    /// What the guests were asked.
    let question: String?
    let hasGuests: Bool
    let guests: [Guest]
    /// How many wait for a place; nil for nobody.
    let waiting: String?
    let summary: LetterMeetup
    /// Leads to who comes, who waits and why.
    let list: LetterButton?
    let page: LetterButton

    /// A guest with how many they bring, and what they said.
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
    /// What a host reads beside the name, line by line.
    func notes(_ texts: Translations) -> [String] {
        let lines = remark.unicodeScalars.split(separator: "\n").map { String($0) }
        return (answer.isEmpty ? [] : [texts(.guestAnswer, ["answer": answer])]) + lines
    }
}

extension Translations {
    /// What a meetup asked its guests; nil for nothing.
    func question(of meetup: Meetup) -> String? {
        let question = meetup.terms.guests.question
        return question.isEmpty ? nil : self(.guestQuestion, ["question": question])
    }
}

/// Brings a guest's question to the city's representative.
struct QuestionLetter: LetterPage {
    static let template = "mail/question"

    let layout: LetterLayout
    let lines: [String]
    let summary: LetterMeetup
    let page: LetterButton

    init(
        _ question: LetterDetails.Question, to contact: Contact, about meetup: Meetup, in city: City,
        _ site: LocalizedSite
    ) {
        let texts = site.texts
        let words = LetterWords(
            subject: texts(.letterQuestionSubject, ["stem": texts.stem(meetup)]),
            lead: texts(.letterQuestionLead, ["guest": question.name]),
            reason: texts(.letterReasonRepresentative, ["network": site.network, "city": city.name])
        )
        layout = LetterLayout(words, to: contact.name, LetterLinks(), in: site)
        lines = question.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        summary = LetterMeetup(meetup, in: site)
        page = LetterButton(pageOf: meetup, site)
    }
}
