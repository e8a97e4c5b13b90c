import Domain

/// The pages that show which emails somebody gets, with the button that changes it.
extension ButtonPage {
    /// The page of a follower for their city.
    init(_ follower: Follower, of city: City, _ link: SignedLink, in site: LocalizedSite) {
        let follow = Address.follower(link, in: site.language)
        let stop = Address.stopFollowing(link, in: site.language)
        switch follower.state {
        case .pending:
            self.init(.followerPendingTitle, .followerPendingText, Choice(.followerButton, follow), city, site)
        case .following:
            self.init(.followerFollowingTitle, .followerFollowingText, Choice(.followerStop, stop), city, site)
        case .stopped:
            self.init(.followerStoppedTitle, .followerStoppedText, Choice(.followerAgain, follow), city, site)
        }
    }

    /// The page of optional emails to a guest.
    init(hasStopped: Bool, _ link: SignedLink, in site: LocalizedSite) {
        if hasStopped {
            let choice = Choice(.unsubscribedUndo, .resubscribe(link))
            self.init(.unsubscribedTitle, .unsubscribedText, choice, nil, site)
        } else {
            let choice = Choice(.unsubscribeButton, .unsubscribe(link))
            self.init(.unsubscribeTitle, .unsubscribeText, choice, nil, site)
        }
    }

    /// The page where the reader of a city's email unsubscribes.
    init(ending follower: Follower, of city: City, _ link: SignedLink, in site: LocalizedSite) {
        if follower.state == .stopped {
            let choice = Choice(.followerAgain, .resubscribe(link))
            self.init(.followerStoppedTitle, .followerStoppedText, choice, city, site)
        } else {
            let choice = Choice(.followerStop, .unsubscribe(link))
            self.init(.followerFollowingTitle, .followerFollowingText, choice, city, site)
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

    private init(
        _ title: TranslationKey, _ text: TranslationKey, _ choice: Choice, _ city: City?, _ site: LocalizedSite
    ) {
        let (texts, values) = (site.texts, ["city": city?.name ?? ""])
        let words = Words(title: texts(title, values), text: texts(text, values), button: texts(choice.label))
        self.init(words, to: choice.address, isQuiet: choice.label != .followerButton, in: site)
    }
}

extension NotePage {
    /// The page that asks the reader to check their email. It is the same for every address, known or not.
    init(following city: City, in site: LocalizedSite) {
        self.init(.sentTitle, .followSentText, hint: .sentHelp, in: site)
        back = Link(
            label: site.texts(.backToCity, ["city": city.name]),
            path: Address.city(city.slug, in: site.language).path
        )
    }
}
