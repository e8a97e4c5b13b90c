import Domain

/// The address of a guest's own feed: how to use it, and how to switch it off.
struct GuestFeedPage: Page {
    static let template = "pages/guest_feed"

    let layout: PageLayout
    let texts: Translations
    /// Opens the guest's calendar.
    let webcal: String
    /// To be copied into a calendar on the web.
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

/// What is left of it.
struct GuestFeedGonePage: Page {
    static let template = "pages/guest_feed_gone"

    let layout: PageLayout
    let texts: Translations

    init(in site: LocalizedSite) {
        texts = site.texts
        layout = PageLayout(private: site, title: texts(.guestFeedGoneTitle), description: texts(.guestFeedGoneText))
    }
}
