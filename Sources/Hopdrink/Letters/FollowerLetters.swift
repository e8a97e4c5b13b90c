import Domain

/// Asks for the button that makes somebody follow a city, or leads who follows it already to where that ends.
struct FollowLetter: LetterPage {
    static let template = "mail/follow"

    let frame: LetterFrame
    let button: LetterButton?
    let page: LetterButton

    init(_ follower: Follower, in city: City, _ links: LetterLinks, _ edition: Edition) {
        let (texts, values) = (edition.texts, ["city": city.name, "network": edition.network])
        let isNew = follower.state != .following
        let words = LetterWords(
            subject: texts(.letterFollowSubject, values),
            lead: texts(isNew ? .letterFollowLead : .letterFollowingLead, values),
            reason: texts(isNew ? .letterReasonFollow : .letterReasonDigest, values)
        )
        frame = LetterFrame(words, to: nil, links, in: edition)
        button = links.follower.map {
            let label: TranslationKey = isNew ? .letterFollowButton : .letterFollowingButton
            return LetterButton(label, to: .follower($0, in: edition.language), edition)
        }
        page = LetterButton(datesIn: city, edition)
    }
}

/// Tells who follows a city of its new meetups.
struct DigestLetter: LetterPage {
    static let template = "mail/digest"

    struct Entry: Sendable {
        let evening: LetterEvening
        let page: LetterButton

        /// Without the way in, which is for those who come.
        init(_ meetup: Meetup, _ edition: Edition) {
            var evening = LetterEvening(meetup, in: edition)
            evening.access = nil
            self.evening = evening
            page = LetterButton(pageOf: meetup, edition)
        }
    }

    let frame: LetterFrame
    let entries: [Entry]
    let city: LetterButton

    init(_ news: [Meetup], in city: City, _ links: LetterLinks, _ edition: Edition) {
        let (texts, values) = (edition.texts, ["city": city.name, "network": edition.network])
        var words = LetterWords(
            subject: texts(.letterDigestSubject, values), lead: texts(.letterDigestLead, news.count, values),
            reason: texts(.letterReasonDigest, values)
        )
        words.unsubscribe = .letterUnsubscribeDigest
        frame = LetterFrame(words, to: nil, links, in: edition)
        entries = news.map { Entry($0, edition) }
        self.city = LetterButton(datesIn: city, edition)
    }
}
