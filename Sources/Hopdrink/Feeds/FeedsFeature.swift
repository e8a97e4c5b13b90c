import Hummingbird

extension Feature {
    /// Calendar feeds of cities, series, venues, meetups and guests. `changes` counts what this daemon changed in them.
    static func feeds(_ environment: Environment, _ settings: AppSettings, changes: @escaping @Sendable () -> Int)
        -> Feature
    {
        let sender = settings.mail.sender
        let cache = FeedCache(database: environment.database, pages: environment.pages, settings, changes: changes)
        let feeds = FeedRoutes(database: environment.database, pages: environment.pages, cache: cache, sender: sender)
        let guestFeeds = GuestFeedRoutes(database: environment.database, pages: environment.pages, sender: sender)
        var feature = Feature()
        feature.routes = { site in
            site.all.get("feeds/network.ics", use: feeds.network)
            site.all.get("feeds/tour.ics", use: feeds.tour)
            site.all.get("feeds/{city}.ics", use: feeds.city)
            site.all.get("feeds/{city}.atom", use: feeds.atom)
            site.all.get("feeds/:city/{series}.ics", use: feeds.series)
            site.all.get("feeds/:city/venues/{venue}.ics", use: feeds.venue)
            site.all.get("meetups/{meetup}.ics", use: feeds.meetup)
            site.all.get("feeds/guest/{token}.ics", use: guestFeeds.feed)
            site.all.post(":lang/rsvps/:token/feed", use: guestFeeds.create)
            site.all.get(":lang/feeds/guest/gone", use: guestFeeds.showGone)
            site.all.get(":lang/feeds/guest/:token", use: guestFeeds.show)
            site.all.post(":lang/feeds/guest/:token/revoke", use: guestFeeds.revoke)
        }
        return feature
    }
}
