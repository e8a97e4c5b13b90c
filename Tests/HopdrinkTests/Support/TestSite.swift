import Domain
import Foundation
import Hummingbird
import Logging
import Storage
import TestDatabases
import Testing
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
    let settings: AppSettings
    let daemon: DaemonIdentity
    var parts: App.Parts
    let app: App
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
        let sender = Sender(name: "Hopdrink", address: try EmailAddress(parsing: "post@hopdrink.test"))
        var mail = AppSettings.MailSettings(sender: sender, mailbox: sender.address, isRead: true)
        mail.trustedAuthserv = "mx.hopdrink.test"
        var settings = AppSettings(meetups: MeetupSettings(weeksAhead: weeksAhead, host: "hopdrink.test"), mail: mail)
        settings.rsvps = RSVPSettings(share: share)
        settings.abuse = abuse
        settings.freshness = freshness
        self.settings = settings
        kept = PageCache(freshness: freshness)
        parts = App.Parts(pages: pages, key: key, daemon: daemon)
        parts.status = StatusSource(
            startedAt: clock.now, zoneData: CheckZoneData(TestZones.world.directory, knowsOthers: false)
        )
        app = App(settings, on: kept.watching(database), parts, cache: kept, logger: Self.logger)
        receive = try #require(app.receive)
        visitor = Visitor(app.router())
        control = Visitor(app.controlRouter())
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

    /// Returns the app with other settings or parts, or on another database.
    func app(
        on other: (any Database)? = nil, _ change: (inout AppSettings, inout App.Parts) -> Void = { _, _ in }
    ) -> App {
        var (settings, parts) = (settings, parts)
        change(&settings, &parts)
        return App(settings, on: other ?? database, parts, logger: logger)
    }

    static var logger: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }

    var logger: Logger { Self.logger }

    var outbox: Outbox { app.outbox }

    var composer: LetterComposer { app.composer }

    var verp: VERPAddresses { app.verp }

    var generateMeetups: GenerateMeetups { GenerateMeetups(settings: settings.meetups) }

    var generateDueMeetups: GenerateDueMeetups {
        GenerateDueMeetups(database: database, generateMeetups: generateMeetups)
    }

    var tidyRSVPs: TidyRSVPs { TidyRSVPs(database: database, settings: settings.rsvps, logger: logger) }

    var queueReminders: QueueReminders { QueueReminders(database: database, logger: logger) }

    var askToReconfirm: AskToReconfirm { AskToReconfirm(database: database, logger: logger) }

    var askHosts: AskHosts { AskHosts(database: database, pages: pages, logger: logger) }

    var thankGuests: ThankGuests { ThankGuests(database: database) }

    var notifyHosts: NotifyHosts { NotifyHosts(database: database, before: 240) }

    var answerPersonalDataRequests: AnswerPersonalDataRequests { AnswerPersonalDataRequests(database: database) }

    var notifyFollowers: NotifyFollowers { NotifyFollowers(database: database, logger: logger) }

    func followUpCityRequests(threshold: Int = 3, administrators: [String] = []) throws -> FollowUpCityRequests {
        var settings = CityRequestSettings()
        settings.threshold = threshold
        return FollowUpCityRequests(
            database: database, settings: settings, administrators: try administrators.map(Contact.init(parsing:)),
            logger: logger
        )
    }

    var daemonService: DaemonService {
        DaemonService(database: database, daemon: daemon, logger: logger)
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
