import Hummingbird
import Logging
import Storage

/// A part of the product, as the house knows it: what it adds to the site, to the commands of the control socket and
/// to the daemon's periodic work. Its emails, personal data and tables are in the lists of `Email`, `PersonalData` and
/// `Schema`.
struct Feature: Sendable {
    /// Adds its addresses.
    var routes: @Sendable (SiteRouter) -> Void = { _ in }
    /// Adds its addresses on the control socket, where the daemon's own commands ask.
    var commands: @Sendable (Router<RequestContext>) -> Void = { _ in }
    var jobs: [Job] = []
}

/// What a feature is built from.
struct Environment: Sendable {
    let database: any Database
    let pages: Pages
    let forms: FormProtection
    let links: SignedLinks
    let logger: Logger
}

/// The groups of addresses to which features add theirs.
struct SiteRouter {
    /// Pages for one visitor, files, feeds and the API: nothing here is cached for others.
    let all: Router<RequestContext>
    /// The addresses of organisers in the API: without a valid token they answer 401.
    let organisers: RouterGroup<RequestContext>
    private let cache: PageCache

    init(_ all: Router<RequestContext>, cache: PageCache, gate: OrganiserGate) {
        self.all = all
        self.cache = cache
        organisers = all.group("api/v1").add(middleware: gate)
    }

    /// Pages that are cached for a short time, because nothing on them depends on the visitor, but for these query
    /// parameters.
    func cached(_ parameters: PageCacheMiddleware.Parameter...) -> RouterGroup<RequestContext> {
        all.group().add(middleware: PageCacheMiddleware(kept: cache, parameters: parameters))
    }

    /// The same for longer: `shared` and `alone` are multiples of the usual time, with and without other daemons.
    func cached(
        shared: Int, alone: Int, _ parameters: PageCacheMiddleware.Parameter...
    ) -> RouterGroup<RequestContext> {
        let middleware = PageCacheMiddleware(kept: cache, parameters: parameters)
        return all.group().add(middleware: middleware.kept(shared: shared, alone: alone))
    }
}
