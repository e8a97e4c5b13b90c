import Domain

/// The email with a guest's question to the city's representative.
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
