import Domain

/// The page of a guest's own feed: how to subscribe to it, and how to revoke it.
struct GuestFeedPage: Page {
    static let template = "pages/guest_feed"

    let layout: PageLayout
    let texts: Translations
    /// Opens the guest's calendar program.
    let webcal: String
    /// The URL to copy into a web calendar.
    let https: String
    let revoke: String

    init(_ token: Token, in site: LocalizedSite) {
        texts = site.texts
        webcal = site.base.webcal(.guestFeed(token))
        https = site.base.absolute(.guestFeed(token))
        revoke = Address.revokeGuestFeed(token, in: site.language).path
        layout = PageLayout(private: site, title: texts(.guestFeedTitle), description: texts(.guestFeedText))
    }
}

/// The page that is shown after a guest's feed was revoked.
struct GuestFeedGonePage: Page {
    static let template = "pages/guest_feed_gone"

    let layout: PageLayout
    let texts: Translations

    init(in site: LocalizedSite) {
        texts = site.texts
        layout = PageLayout(private: site, title: texts(.guestFeedGoneTitle), description: texts(.guestFeedGoneText))
    }
}
