import Domain

/// What somebody wants of our letters, and the button that changes it.
extension ButtonPage {
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

extension ButtonPage {
    private struct Choice {
        let label: TranslationKey
        let address: Address

        init(_ label: TranslationKey, _ address: Address) {
            self.label = label
            self.address = address
        }
    }

    private init(_ title: TranslationKey, _ text: TranslationKey, _ choice: Choice, _ city: City?, _ edition: Edition) {
        let (texts, values) = (edition.texts, ["city": city?.name ?? ""])
        let words = Words(title: texts(title, values), text: texts(text, values), button: texts(choice.label))
        self.init(words, to: choice.address, isQuiet: choice.label != .followerButton, in: edition)
    }
}

extension NotePage {
    /// "Look in your mail": the same for every address, known or not.
    init(following city: City, in edition: Edition) {
        self.init(.sentTitle, .followSentText, hint: .sentHelp, in: edition)
        back = Link(
            label: edition.texts(.backToCity, ["city": city.name]),
            path: Address.city(city.slug, in: edition.language).path
        )
    }
}
