import Domain
import Foundation
import Hummingbird
import Logging
import Storage
import TestDatabases
import TestZones

@testable import Hopdrink

/// The whole site on an empty database, with a clock that stands still and a relay that remembers its emails.
///
/// Unconfirmed RSVPs may reserve all seats, unless a test gives another share.
/// The first meetup of `TestNetwork` is on Thursday 10 December 2026 at seven in the evening: 18:00 UTC.
struct TestSite: Sendable {
    let database: any Database
    let clock: TestClock
    let relay = TestRelay()
    let pages: Pages
    let rules: SiteRules
    let daemon: DaemonIdentity
    /// The addresses for replies and bounces.
    let verp: VERPAddresses
    let composer: LetterComposer
    let outbox: Outbox
    let receive: ReceiveMail
    let kept: PageCache
    /// A visitor from outside.
    let visitor: Visitor
    /// A visitor over the control socket.
    let control: Visitor

    init(
        _ network: TestNetwork? = TestNetwork(), at start: String = "2026-12-01T12:00:00Z", weeksAhead: Int = 26,
        abuse: AbuseSettings = .none, holding share: ReservedShare = ReservedShare(inAll: 100, ofClient: 100),
        freshness: Duration = .zero
    ) async throws {
        let clock = try TestClock(start)
        let now: CurrentTime = { clock.now }
        database = try await Self.emptyDatabase(clock: now)
        try await Migrator.migrate(database, Schema.migrations)
        self.clock = clock
        daemon = DaemonIdentity(host: "cellar", fingerprint: "one", at: clock.now)
        pages = try Samples.pages()
        let key = SigningKey(Data(repeating: 7, count: 32))
        var rules = SiteRules(
            meetups: MeetupSettings(weeksAhead: weeksAhead, host: "hopdrink.test"), rsvps: RSVPSettings(share: share),
            sender: Sender(name: "Hopdrink", address: try EmailAddress(parsing: "post@hopdrink.test")),
            links: SignedLinks(key), freshness: freshness
        )
        rules.abuse = abuse
        self.rules = rules
        verp = VERPAddresses(mailbox: rules.sender.address, isRead: true, key: key)
        composer = LetterComposer(pages: pages, sender: rules.sender, verp: verp, links: rules.links)
        outbox = Outbox(database: database, composer: composer, owner: daemon.id)
        receive = ReceiveMail(
            database: database,
            rules: InboundRules(verp: verp, host: pages.base.host, trustedAuthserv: "mx.hopdrink.test"),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        kept = PageCache(freshness: freshness)
        let zoneData = CheckZoneData(TestZones.world.directory, knowsOthers: false)
        let site = Site(
            database: kept.watching(database), pages: pages, rules: rules, receive: receive, kept: kept,
            status: StatusSource(startedAt: clock.now, zoneData: zoneData), now: now
        )
        visitor = Visitor(site.router())
        control = Visitor(site.controlRouter())
        try await daemonService.begin()
        if let network { try await apply(network) }
    }

    /// Returns an empty database on the server that the tests were given, or else in memory.
    static func emptyDatabase(clock: @escaping CurrentTime = { Date() }) async throws -> any Database {
        if TestServer.url == nil { return try SQLiteDatabase.inMemory(clock: clock) }
        return PostgresDatabase(try await TestServer.emptySchema(), clock: clock)
    }

    /// Returns the outbox of another daemon, or of this one with another policy for emails that may have arrived.
    func outbox(of owner: DaemonIdentity.ID? = nil, ambiguity: AmbiguityPolicy = AmbiguityPolicy()) -> Outbox {
        Outbox(database: database, composer: composer, owner: owner ?? daemon.id, ambiguity: ambiguity)
    }

    var now: CurrentTime { { [clock] in clock.now } }

    var generateMeetups: GenerateMeetups { GenerateMeetups(settings: rules.meetups) }

    var logger: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }

    var rsvpService: RSVPService {
        RSVPService(database: database, settings: rules.rsvps, logger: logger)
    }

    var reminderService: ReminderService { ReminderService(database: database, logger: logger) }

    var reconfirmService: ReconfirmService { ReconfirmService(database: database, logger: logger) }

    var hostService: HostService { HostService(database: database, pages: pages, logger: logger) }

    var thanksService: ThanksService { ThanksService(database: database, logger: logger) }

    var headCountService: NotifyHostsService {
        NotifyHostsService(database: database, before: 240, logger: logger)
    }

    var personalDataService: PersonalDataService { PersonalDataService(database: database, logger: logger) }

    func cityRequestService(threshold: Int = 3, administrators: [String] = []) throws -> CityRequestService {
        var settings = CityRequestSettings()
        settings.threshold = threshold
        return CityRequestService(
            database: database, settings: settings, administrators: try administrators.map(Contact.init(parsing:)),
            logger: logger
        )
    }

    var followerService: FollowerService { FollowerService(database: database, logger: logger) }

    var daemonService: DaemonService {
        DaemonService(database: database, daemon: daemon, logger: logger)
    }

    var seriesService: SeriesService {
        SeriesService(database: database, generateMeetups: generateMeetups, logger: logger)
    }
}

extension AbuseSettings {
    /// No limits: everyone may send everything, as fast as tests do.
    static var none: AbuseSettings {
        var settings = AbuseSettings()
        settings.minSeconds = 0
        settings.limits.addressPrefix = nil
        settings.limits.apiRSVPs = nil
        settings.limits.emailAddress = nil
        settings.limits.meetup = nil
        settings.limits.emails = nil
        return settings
    }
}

extension TestSite {
    /// Applies a configuration as the daemon does at its start.
    @discardableResult
    func apply(_ network: TestNetwork) async throws -> [ApplyNetwork.OrphanedMeetup] {
        let plan = try network.network
        let apply = ApplyNetwork(generateMeetups: generateMeetups)
        return try await database.write { try apply.perform(plan, $0) }
    }

    /// Sends all due emails, one after the other, until none is left.
    func deliver() async throws {
        for _ in 0..<100 {
            let letters = try await outbox.claim(8)
            guard !letters.isEmpty else { return }
            for letter in letters { _ = try await outbox.deliver(letter, by: relay) }
        }
    }

    /// Makes the daemon that holds leases die.
    func crash() async throws {
        try await database.write { [daemon] in try $0.daemons.forget(daemon.id) }
    }

    /// Returns all meetups of a city that are not over, in order of start.
    func meetups(in city: String = "tours") async throws -> [Meetup] {
        let slug = try Slug(parsing: city)
        return try await database.read { [now] in try $0.meetups.all(in: slug, endingAfter: now()) }
    }

    func firstMeetup() async throws -> Meetup {
        guard let meetup = try await meetups().first else { throw Missing(what: "a meetup") }
        return meetup
    }

    func meetup(_ id: Meetup.ID) async throws -> Meetup? { try await database.read { try $0.meetups.find(id) } }

    func series(_ slug: String = "thursday") async throws -> Series {
        let slug = try Slug(parsing: slug)
        let tours = try Slug(parsing: "tours")
        guard let series = try await database.read({ try $0.series.find(slug, in: tours) }) else {
            throw Missing(what: "a series")
        }
        return series
    }

    /// A test does not find something that it needs.
    struct Missing: Error {
        let what: String
    }
}
