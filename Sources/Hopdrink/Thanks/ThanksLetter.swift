import Domain

/// The email that thanks a guest after a meetup, and says when the city's next one is.
struct ThanksLetter: LetterPage {
    static let template = "mail/thanks"

    let layout: LetterLayout
    let outlook: String
    let next: LetterMeetup?
    /// The link to RSVP to the next meetup.
    let button: LetterButton?
    let page: LetterButton

    init(_ answer: LetterFacts.Answer, next: Meetup?, in city: City, _ links: LetterLinks, _ site: LocalizedSite) {
        let texts = site.texts
        let words = LetterWords(
            subject: texts(.letterThanksSubject, ["stem": texts.stem(answer.meetup)]), lead: texts(.letterThanksLead),
            reason: texts(.letterReasonThanks, ["network": site.network])
        )
        layout = LetterLayout(words, to: answer.rsvp.name, links, in: site)
        outlook = texts(next == nil ? .letterThanksNothing : .letterThanksNext)
        self.next = next.map { LetterMeetup($0, in: site) }
        button = next.map { LetterButton(.letterThanksButton, to: .meetup($0.id, in: site.language), site) }
        page = LetterButton(datesIn: city, site)
    }
}
