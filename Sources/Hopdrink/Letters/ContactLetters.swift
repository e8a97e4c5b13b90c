import Domain

/// Tells a host who comes.
struct HeadCountLetter: LetterPage {
    static let template = "mail/head_count"

    let frame: LetterFrame
    let hasGuests: Bool
    /// Each with how many they bring.
    let guests: [String]
    /// How many wait for a place; nil for nobody.
    let waiting: String?
    let evening: LetterEvening
    let page: LetterButton

    init(_ count: HeadCount, to contact: Contact, about meetup: Meetup, in edition: Edition) {
        let texts = edition.texts
        let words = LetterWords(
            subject: texts(.letterHeadCountSubject, ["stem": texts.stem(meetup)]),
            lead: count.people == 0 ? texts(.letterHeadCountNobody) : texts(.letterHeadCount, count.people),
            reason: texts(.letterReasonHost, ["network": edition.network])
        )
        frame = LetterFrame(words, to: contact.name, LetterLinks(), in: edition)
        guests = count.parties.map { $0.companions == 0 ? $0.name : "\($0.name) + \($0.companions)" }
        hasGuests = !guests.isEmpty
        waiting = count.waiting == 0 ? nil : texts(.letterWaiting, count.waiting)
        evening = LetterEvening(meetup, in: edition)
        page = LetterButton(pageOf: meetup, edition)
    }
}

/// Brings a guest's question to the city's representative.
struct QuestionLetter: LetterPage {
    static let template = "mail/question"

    let frame: LetterFrame
    let lines: [String]
    let evening: LetterEvening
    let page: LetterButton

    init(
        _ question: LetterDetails.Question, to contact: Contact, about meetup: Meetup, in city: City, _ edition: Edition
    ) {
        let texts = edition.texts
        let words = LetterWords(
            subject: texts(.letterQuestionSubject, ["stem": texts.stem(meetup)]),
            lead: texts(.letterQuestionLead, ["guest": question.name]),
            reason: texts(.letterReasonRepresentative, ["network": edition.network, "city": city.name])
        )
        frame = LetterFrame(words, to: contact.name, LetterLinks(), in: edition)
        lines = question.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        evening = LetterEvening(meetup, in: edition)
        page = LetterButton(pageOf: meetup, edition)
    }
}
