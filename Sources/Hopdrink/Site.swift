import Domain
import Foundation
package import Hummingbird
package import Storage

/// All routes of the site, in one table.
package struct Site: Sendable {
    private let cities: CityRoutes
    private let meetups: MeetupRoutes
    private let rsvps: RSVPRoutes
    private let feeds: FeedRoutes
    private let hosts: HostRoutes
    private let guestFeeds: GuestFeedRoutes
    private let followers: FollowerRoutes
    private let unsubscribing: UnsubscribeRoutes
    private let cityAPI: CityAPI
    private let datesAPI: DatesAPI
    private let meetupAPI: OrganiserAPI<OrganiseMeetups, MeetupView>
    private let seriesAPI: OrganiserAPI<OrganiseSeries, SeriesView>
    private let rsvpAPI: RSVPAPI
    private let gate: OrganiserGate
    private let control: ControlRoutes
    private let status: StatusRoutes
    private let logLimit: LogLimit?
    private let outbox: OutboxRoutes
    private let inbound: InboundRoutes
    private let reminderAPI: ReminderAPI
    private let reconfirming: ReconfirmRoutes
    private let guestLists: GuestListRoutes
    private let series: SeriesRoutes
    private let sitemap: SitemapRoutes
    private let cards: CardRoutes
    private let pages: Pages
    private let kept: PageCache

    private let cityRequests: CityRequestRoutes
    private let personalData: PersonalDataRoutes
    private let personalDataControl: PersonalDataControl

    /// If `receive` is nil, the control socket refuses incoming mail. `kept` must watch the database.
    package init(
        database: any Database, pages: Pages, rules: SiteRules, receive: ReceiveMail? = nil, kept: PageCache? = nil,
        relays: [Relay] = [],
        files: EmailFiles = EmailFiles(), status source: StatusSource? = nil, now: @escaping CurrentTime
    ) {
        // If the caller shares no page cache, the site makes its own, which learns at least of the site's own writes.
        self.kept = kept ?? PageCache(freshness: rules.freshness)
        let database = kept == nil ? self.kept.watching(database) : database
        let answer = CreateRSVP(settings: rules.rsvps)
        let generateMeetups = GenerateMeetups(settings: rules.meetups)
        let forms = FormProtection(rules.abuse, key: rules.links.key, now: now)
        let changes: @Sendable () -> Int = { [kept = self.kept] in kept.networkChanges }
        let cache = FeedCache(database: database, pages: pages, rules: rules, changes: changes)
        self.pages = pages
        cities = CityRoutes(database: database, pages: pages, forms: forms)
        meetups = MeetupRoutes(database: database, pages: pages, answer: answer, forms: forms)
        rsvps = RSVPRoutes(database: database, pages: pages)
        feeds = FeedRoutes(database: database, pages: pages, cache: cache, sender: rules.sender)
        guestFeeds = GuestFeedRoutes(database: database, pages: pages, sender: rules.sender)
        hosts = HostRoutes(database: database, pages: pages)
        followers = FollowerRoutes(database: database, pages: pages, links: rules.links)
        unsubscribing = UnsubscribeRoutes(database: database, pages: pages, links: rules.links)
        datesAPI = DatesAPI(now: now)
        cityAPI = CityAPI(database: database, base: pages.base)
        meetupAPI = OrganiserAPI(database: database, work: OrganiseMeetups(generateMeetups: generateMeetups)) {
            try MeetupView($0, $1, pages.base)
        }
        seriesAPI = OrganiserAPI(database: database, work: OrganiseSeries(generateMeetups: generateMeetups)) {
            try SeriesView($0, generateMeetups, $1)
        }
        gate = OrganiserGate(database: database)
        rsvpAPI = RSVPAPI(database: database, answer: answer, pages: pages, forms: forms, gate: gate)
        control = ControlRoutes(database: database)
        let source = source ?? StatusSource(startedAt: now())
        status = StatusRoutes(database: database, source: source, relays: relays)
        logLimit = rules.logLimit
        outbox = OutboxRoutes(database: database, relays: relays)
        inbound = InboundRoutes(receive: receive)
        reminderAPI = ReminderAPI(database: database)
        reconfirming = ReconfirmRoutes(database: database, pages: pages)
        guestLists = GuestListRoutes(database: database, pages: pages, links: rules.links)
        cityRequests = CityRequestRoutes(database: database, pages: pages, links: rules.links, forms: forms)
        personalData = PersonalDataRoutes(database: database, pages: pages, forms: forms, files: files)
        personalDataControl = PersonalDataControl(database: database, files: files)
        series = SeriesRoutes(database: database, pages: pages)
        sitemap = SitemapRoutes(database: database, pages: pages)
        cards = CardRoutes(database: database, pages: pages)
    }

    /// The routes for the public.
    package func router() -> Router<RequestContext> {
        let router = bare(api: "/api/", logLimit)
        router.middlewares.add(RequestGuard(base: pages.base))
        addPagesForEverybody(router.group().add(middleware: PageCacheMiddleware(kept: kept)))
        addDearPages(router)
        addPages(router)
        addPeople(router)
        addFiles(router)
        addFeeds(router)
        addAPI(router.group("api/v1"))
        return router
    }

    /// The routes for the daemon's own commands.
    package func controlRouter() -> Router<RequestContext> {
        let router = bare(api: "/")
        router.post("tokens", use: control.createToken)
        router.get("tokens", use: control.listTokens)
        router.delete("tokens/:token", use: control.deleteToken)
        router.get("status", use: status.show)
        router.get("letters", use: outbox.list)
        router.post("letters/retry", use: outbox.retryAll)
        router.get("letters/:letter", use: outbox.show)
        router.post("letters/:letter/retry", use: outbox.retry)
        router.post("letters/:letter/drop", use: outbox.drop)
        router.get("meetups/:id/reminders", use: reminderAPI.list)
        router.post("mail", use: inbound.take)
        router.post("personal-data/export", use: personalDataControl.export)
        router.post("personal-data/forget", use: personalDataControl.forget)
        return router
    }

    private func bare(api: String, _ logLimit: LogLimit? = nil) -> Router<RequestContext> {
        let router = Router(context: RequestContext.self, options: .autoGenerateHeadEndpoints)
        router.middlewares.add(RequestLog(limit: logLimit))
        router.middlewares.add(SecurityHeaders(base: pages.base))
        router.middlewares.add(ErrorPages(pages: pages, api: api, recognise: Failure.init(storage:)))
        return router
    }

    /// Pages that are cached for a short time, because nothing on them depends on the visitor.
    private func addPagesForEverybody(_ router: RouterGroup<RequestContext>) {
        router.get(":lang", use: cities.networkOrCity)
        router.get(":lang/:city", use: cities.city)
        router.get(":lang/:city/:series", use: series.show)
        router.get(":lang/:city/embed", use: cities.embed)
        router.get(":lang/city-requests", use: cityRequests.show)
    }

    /// Cached pages that also depend on query parameters, or that are cached for longer.
    private func addDearPages(_ router: Router<RequestContext>) {
        let meetup = PageCacheMiddleware(kept: kept, parameters: [MeetupRoutes.zone])
        router.group().add(middleware: meetup).get(":lang/meetups/:meetup", use: meetups.show)
        let map = PageCacheMiddleware(kept: kept, parameters: [SitemapRoutes.city, SitemapRoutes.page])
        router.group().add(middleware: map.kept(shared: 1200, alone: 1200)).get("sitemap.xml", use: sitemap.show)
        let lists = router.group().add(middleware: PageCacheMiddleware(kept: kept).kept(shared: 1, alone: 4))
        lists.get("api/v1/cities", use: cityAPI.list)
        lists.get("api/v1/cities/:city/meetups", use: cityAPI.meetups)
    }

    private func addPages(_ router: Router<RequestContext>) {
        router.get("/", use: cities.chooseNetwork)
        router.get(":lang/:city/followers", use: cities.returnToForm)
        router.post(":lang/:city/followers", use: cities.follow)
        router.get(":lang/:city/followers/sent", use: cities.followSent)
        router.get(":lang/followers/:token", use: followers.show)
        router.post(":lang/followers/:token", use: followers.follow)
        router.post(":lang/followers/:token/stop", use: followers.stop)
        router.get("u/:token", use: unsubscribing.show)
        router.post("u/:token", use: unsubscribing.unsubscribe)
        router.post("u/:token/undo", use: unsubscribing.undo)
        router.get(":lang/meetups/:meetup/rsvps", use: meetups.returnToForm)
        router.post(":lang/meetups/:meetup/rsvps", use: meetups.answer)
        router.get(":lang/meetups/:meetup/rsvps/sent", use: meetups.sent)
        router.get(":lang/meetups/confirm/:token", use: hosts.show)
        router.post(":lang/meetups/confirm/:token", use: hosts.confirm)
        router.get(":lang/rsvps/confirm/:token", use: rsvps.showConfirm)
        router.post(":lang/rsvps/confirm/:token", use: rsvps.confirm)
        router.get(":lang/rsvps/:token", use: rsvps.showManage)
        router.post(":lang/rsvps/:token", use: rsvps.change)
        router.post(":lang/rsvps/:token/cancel", use: rsvps.cancel)
        router.post(":lang/rsvps/:token/question", use: rsvps.ask)
        router.get(":lang/rsvps/:token/asked", use: rsvps.showAsked)
        router.post(":lang/rsvps/:token/feed", use: guestFeeds.create)
        router.get(":lang/rsvps/:token/reconfirm", use: reconfirming.show)
        router.post(":lang/rsvps/:token/reconfirm", use: reconfirming.confirm)
        router.post(":lang/rsvps/:token/take", use: reconfirming.take)
        router.get(":lang/meetups/guests/:token", use: guestLists.show)
        router.get(":lang/rsvps/:token/card", use: cards.show)
        router.post(":lang/rsvps/:token/card", use: cards.save)
        router.get(":lang/rsvps/:token/card/saved", use: cards.showSaved)
        router.post(":lang/rsvps/:token/card/delete", use: cards.delete)
        router.get(":lang/feeds/guest/gone", use: guestFeeds.showGone)
        router.get(":lang/feeds/guest/:token", use: guestFeeds.show)
        router.post(":lang/feeds/guest/:token/revoke", use: guestFeeds.revoke)
    }

    private func addPeople(_ router: Router<RequestContext>) {
        router.get(":lang/data", use: personalData.showForm)
        router.post(":lang/data", use: personalData.ask)
        router.get(":lang/data/sent", use: personalData.showSent)
        router.get(":lang/data/erased", use: personalData.showErased)
        router.get(":lang/data/:token", use: personalData.show)
        router.get(":lang/data/:token/export.json", use: personalData.export)
        router.get(":lang/data/:token/erase", use: personalData.showErase)
        router.post(":lang/data/:token/erase", use: personalData.erase)
        router.post(":lang/city-requests", use: cityRequests.ask)
        router.get(":lang/city-requests/sent", use: cityRequests.showSent)
        router.get(":lang/city-requests/withdrawn", use: cityRequests.showWithdrawn)
        router.get(":lang/city-requests/:token", use: cityRequests.showCityRequest)
        router.post(":lang/city-requests/:token", use: cityRequests.confirm)
        router.post(":lang/city-requests/:token/withdraw", use: cityRequests.withdraw)
    }

    /// Files for browsers and programs, besides pages.
    private func addFiles(_ router: Router<RequestContext>) {
        router.get("styles.css") { request, _ in pages.stylesheet.response(to: request) }
        router.get("favicon.svg") { request, _ in pages.icon.response(to: request) }
        router.get("picture.png") { request, _ in try await pages.pictures.preview().response(to: request) }
        router.get("touch-icon.png") { request, _ in try await pages.pictures.touchIcon().response(to: request) }
        router.get("robots.txt") { request, _ in pages.robots.response(to: request) }
    }

    private func addFeeds(_ router: Router<RequestContext>) {
        router.get("feeds/network.ics", use: feeds.network)
        router.get("feeds/tour.ics", use: feeds.tour)
        router.get("feeds/{city}.ics", use: feeds.city)
        router.get("feeds/{city}.atom", use: feeds.atom)
        router.get("feeds/:city/{series}.ics", use: feeds.series)
        router.get("feeds/:city/venues/{venue}.ics", use: feeds.venue)
        router.get("feeds/guest/{token}.ics", use: guestFeeds.feed)
        router.get("meetups/{meetup}.ics", use: feeds.meetup)
    }

    private func addAPI(_ api: RouterGroup<RequestContext>) {
        api.get("openapi.yaml") { request, _ in pages.openAPI.response(to: request) }
        api.get("dates", use: datesAPI.list)
        api.get("meetups/:id", use: meetupAPI.show)
        api.post("meetups/:id/rsvps", use: rsvpAPI.create)
        let organisers = api.group().add(middleware: gate)
        organisers.post("meetups", use: meetupAPI.create)
        organisers.patch("meetups/:id", use: meetupAPI.change)
        organisers.get("meetups/:id/reminders", use: reminderAPI.list)
        organisers.get("meetups/:id/guests", use: guestLists.list)
        organisers.post("meetups/:id/cancel", use: meetupAPI.cancel)
        organisers.post("meetups/:id/restore", use: meetupAPI.restore)
        organisers.delete("meetups/:id", use: meetupAPI.delete)
        organisers.post("series", use: seriesAPI.create)
        organisers.get("series/:id", use: seriesAPI.show)
        organisers.patch("series/:id", use: seriesAPI.change)
        organisers.post("series/:id/cancel", use: seriesAPI.cancel)
        organisers.post("series/:id/meetups", use: meetupAPI.add)
        organisers.delete("series/:id", use: seriesAPI.delete)
    }
}

/// The values that the site needs besides its database and pages.
package struct SiteRules: Sendable {
    package let meetups: MeetupSettings
    package let rsvps: RSVPSettings
    package let sender: Sender
    let links: SignedLinks
    /// The maximum age of a feed that is served without a look into the database.
    let freshness: Duration
    package var abuse = AbuseSettings()
    /// Nil if everything is logged.
    package var logLimit: LogLimit?

    package init(
        meetups: MeetupSettings, rsvps: RSVPSettings, sender: Sender, links: SignedLinks,
        freshness: Duration = .milliseconds(500)
    ) {
        self.meetups = meetups
        self.rsvps = rsvps
        self.sender = sender
        self.links = links
        self.freshness = freshness
    }
}

extension Failure {
    /// Translates database errors; returns nil for an unexpected error.
    init?(storage error: any Error) {
        switch error as? DatabaseError {
        case .full: self = .unavailable(retryAfter: 60)
        case .busy, .unavailable, .closed, .unreachable, .serialization, .stale: self = .unavailable(retryAfter: 5)
        default: return nil
        }
    }
}
