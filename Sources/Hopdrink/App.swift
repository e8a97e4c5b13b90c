import Domain
import Foundation
package import Hummingbird
package import Logging
package import Storage

/// The whole product on one database: the site, the outbox, incoming mail and all periodic work. `serve` and the tests
/// build the same.
package struct App: Sendable {
    package let outbox: Outbox
    /// Nil if replies and bounces are not read.
    package let receive: ReceiveMail?
    package let jobs: JobRunner
    let composer: LetterComposer
    /// The addresses for replies and bounces.
    let verp: VERPAddresses
    private let features: [Feature]
    private let pages: Pages
    private let cache: PageCache
    private let gate: OrganiserGate
    private let logLimit: LogLimit?

    /// What the daemon gives to the app besides its database.
    package struct Parts: Sendable {
        package let pages: Pages
        /// The network's secret key.
        package let key: SigningKey
        package let daemon: DaemonIdentity
        package var relays: [Relay] = []
        package var files = EmailFiles()
        package var status: StatusSource?

        package init(pages: Pages, key: SigningKey, daemon: DaemonIdentity) {
            self.pages = pages
            self.key = key
            self.daemon = daemon
        }
    }

    /// If the caller gives no cache that watches the database, the app makes its own, which learns at least of the
    /// app's own writes.
    package init(
        _ settings: AppSettings, on database: any Database, _ parts: Parts, cache: PageCache? = nil, logger: Logger
    ) {
        self.cache = cache ?? PageCache(freshness: settings.freshness)
        let database = cache == nil ? self.cache.watching(database) : database
        let mail = settings.mail
        pages = parts.pages
        gate = OrganiserGate(database: database)
        logLimit = settings.logLimit
        verp = VERPAddresses(mailbox: mail.mailbox, isRead: mail.isRead, key: parts.key)
        let links = SignedLinks(parts.key)
        composer = LetterComposer(pages: pages, sender: mail.sender, verp: verp, links: links)
        outbox = Outbox(database: database, composer: composer, owner: parts.daemon.id, ambiguity: mail.ambiguity)
        let rules = InboundRules(verp: verp, host: pages.base.host, trustedAuthserv: mail.trustedAuthserv)
        receive = mail.isRead ? ReceiveMail(database: database, rules: rules, logger: logger) : nil
        let forms = FormProtection(settings.abuse, key: parts.key, now: { database.now })
        let environment = Environment(
            database: database, pages: pages, forms: forms, links: links, logger: logger
        )
        features =
            Self.features(environment, settings, self.cache, gate)
            + [
                .outbox(environment, parts.relays), .inbound(receive),
                .personalData(environment, parts.files),
                .status(environment, parts.status ?? StatusSource(startedAt: database.now), parts.relays),
            ]
        jobs = JobRunner(jobs: features.flatMap(\.jobs), logger: logger)
    }

    /// The product, in the order in which it grew. A new feature is one more line.
    private static func features(
        _ environment: Environment, _ settings: AppSettings, _ cache: PageCache, _ gate: OrganiserGate
    ) -> [Feature] {
        [
            .files(environment.pages),
            .cities(environment),
            .meetups(environment, settings.meetups),
            .rsvps(environment, settings.rsvps, gate),
            .reminders(environment),
            .reconfirmations(environment),
            .hosts(environment),
            .headCounts(environment, before: settings.letters.headCount),
            .thanks(environment, isOn: settings.letters.thanks),
            .guestLists(environment),
            .cards(environment),
            .feeds(environment, settings, changes: { cache.networkChanges }),
            .followers(environment),
            .cityRequests(environment, settings.cityRequests, administrators: settings.mail.administrators),
            .organisers(environment),
            .sitemap(environment),
        ]
    }

    /// The addresses for the public.
    package func router() -> Router<RequestContext> {
        let router = bare(api: "/api/", logLimit)
        router.middlewares.add(RequestGuard(base: pages.base))
        let site = SiteRouter(router, cache: cache, gate: gate)
        for feature in features { feature.routes(site) }
        return router
    }

    /// The addresses for the daemon's own commands.
    package func controlRouter() -> Router<RequestContext> {
        let router = bare(api: "/")
        for feature in features { feature.commands(router) }
        return router
    }

    private func bare(api: String, _ logLimit: LogLimit? = nil) -> Router<RequestContext> {
        let router = Router(context: RequestContext.self, options: .autoGenerateHeadEndpoints)
        router.middlewares.add(RequestLog(limit: logLimit))
        router.middlewares.add(SecurityHeaders(base: pages.base))
        router.middlewares.add(ErrorPages(pages: pages, api: api, recognise: Failure.init(storage:)))
        return router
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
