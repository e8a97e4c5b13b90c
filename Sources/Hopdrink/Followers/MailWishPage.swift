import Domain

/// What somebody wants of our letters, and the button that changes it.
struct MailWishPage: Page {
    static let template = "pages/mail_wish"

    let frame: Frame
    let texts: Texts
    let title: String
    let text: String
    let action: String
    let button: String
    /// Whether the button takes something away or gives it back.
    let isQuiet: Bool

    /// Of a city that somebody follows, or does not.
    init(_ follower: Follower, of city: City, _ link: SignedLink, in edition: Edition) {
        let follow = Address.follower(link, in: edition.language)
        let stop = Address.stopFollowing(link, in: edition.language)
        switch follower.state {
        case .pending:
            self.init(.followerPendingTitle, .followerPendingText, Choice(.followerButton, follow), city, edition)
        case .following:
            self.init(.followerFollowingTitle, .followerFollowingText, Choice(.followerStop, stop), city, edition)
        case .stopped:
            self.init(.followerStoppedTitle, .followerStoppedText, Choice(.followerAgain, follow), city, edition)
        }
    }

    /// Of letters that a guest may do without.
    init(hasStopped: Bool, _ link: SignedLink, in edition: Edition) {
        if hasStopped {
            let choice = Choice(.unsubscribedUndo, .resubscribe(link))
            self.init(.unsubscribedTitle, .unsubscribedText, choice, nil, edition)
        } else {
            let choice = Choice(.unsubscribeButton, .unsubscribe(link))
            self.init(.unsubscribeTitle, .unsubscribeText, choice, nil, edition)
        }
    }

    /// Of a city whose letters somebody has before them, who wants no more.
    init(ending follower: Follower, of city: City, _ link: SignedLink, in edition: Edition) {
        if follower.state == .stopped {
            let choice = Choice(.followerAgain, .resubscribe(link))
            self.init(.followerStoppedTitle, .followerStoppedText, choice, city, edition)
        } else {
            let choice = Choice(.followerStop, .unsubscribe(link))
            self.init(.followerFollowingTitle, .followerFollowingText, choice, city, edition)
        }
    }
}

extension MailWishPage {
    private struct Choice {
        let label: TextKey
        let address: Address

        init(_ label: TextKey, _ address: Address) {
            self.label = label
            self.address = address
        }
    }

    private init(_ title: TextKey, _ text: TextKey, _ choice: Choice, _ city: City?, _ edition: Edition) {
        let values = ["city": city?.name ?? ""]
        texts = edition.texts
        self.title = texts(title, values)
        self.text = texts(text, values)
        action = choice.address.path
        button = texts(choice.label)
        isQuiet = choice.label != .followerButton
        frame = Frame(private: edition, title: self.title, description: self.text)
    }
}

/// "Look in your mail": the same for every address, known or not.
struct FollowSentPage: Page {
    static let template = "pages/follow_sent"

    let frame: Frame
    let texts: Texts
    let city: String
    let back: String

    init(_ city: City, in edition: Edition) {
        texts = edition.texts
        self.city = Address.city(city.slug, in: edition.language).path
        back = texts(.backToCity, ["city": city.name])
        frame = Frame(private: edition, title: texts(.sentTitle), description: city.name)
    }
}
