import Domain

/// The email that asks somebody to confirm that they follow a city. A follower gets the link to stop instead.
struct FollowLetter: LetterPage {
    static let template = "mail/follow"

    let layout: LetterLayout
    let button: LetterButton?
    let page: LetterButton

    init(_ follower: Follower, in city: City, _ links: LetterLinks, _ site: LocalizedSite) {
        let (texts, values) = (site.texts, ["city": city.name, "network": site.network])
        let isNew = follower.state != .following
        let words = LetterWords(
            subject: texts(.letterFollowSubject, values),
            lead: texts(isNew ? .letterFollowLead : .letterFollowingLead, values),
            reason: texts(isNew ? .letterReasonFollow : .letterReasonDigest, values)
        )
        layout = LetterLayout(words, to: nil, links, in: site)
        button = links.follower.map {
            let label: TranslationKey = isNew ? .letterFollowButton : .letterFollowingButton
            return LetterButton(label, to: .follower($0, in: site.language), site)
        }
        page = LetterButton(datesIn: city, site)
    }
}

/// The email that tells a city's followers about new meetups.
struct DigestLetter: LetterPage {
    static let template = "mail/digest"

    struct Entry: Sendable {
        let summary: LetterMeetup
        let page: LetterButton

        /// Omits how to get in, which only guests need.
        init(_ meetup: Meetup, _ site: LocalizedSite) {
            var summary = LetterMeetup(meetup, in: site)
            summary.access = nil
            self.summary = summary
            page = LetterButton(pageOf: meetup, site)
        }
    }

    let layout: LetterLayout
    let entries: [Entry]
    let city: LetterButton

    init(_ news: [Meetup], in city: City, _ links: LetterLinks, _ site: LocalizedSite) {
        let (texts, values) = (site.texts, ["city": city.name, "network": site.network])
        var words = LetterWords(
            subject: texts(.letterDigestSubject, values), lead: texts(.letterDigestLead, news.count, values),
            reason: texts(.letterReasonDigest, values)
        )
        words.unsubscribe = .letterUnsubscribeDigest
        layout = LetterLayout(words, to: nil, links, in: site)
        entries = news.map { Entry($0, site) }
        self.city = LetterButton(datesIn: city, site)
    }
}
