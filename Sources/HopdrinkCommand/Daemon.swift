import Domain
import Foundation
import Glibc
import Hopdrink
import Hummingbird
import ICalendar
import Logging
import Mail
import ServiceLifecycle
import Storage
import UnixSignals

/// Builds the parts of the daemon in order of dependency, and runs them.
struct Daemon {
    let settings: Settings
    let now: CurrentTime
    let serviceManager: ServiceManager
    let logger: Logger
    /// Whether the clock is a rehearsal's, which was set by hand.
    let isRehearsal: Bool
    /// Limits the log entries that clients can cause.
    private let logLimit: LogLimit

    init(
        settings: Settings, now: @escaping CurrentTime, serviceManager: ServiceManager, logger: Logger,
        isRehearsal: Bool
    ) {
        self.settings = settings
        self.now = now
        self.serviceManager = serviceManager
        self.logger = logger
        self.isRehearsal = isRehearsal
        logLimit = LogLimit(proxies: settings.proxies)
    }

    /// Runs the daemon. Everything that can prevent it from running is checked before anything is changed, as far as
    /// possible.
    func run() async throws {
        try SMTPWorker.prepareProcess()
        try await Libical.warmUp()
        Self.keepFilesPrivate()
        let opened = try settings.database.open(settings.postgres, clock: now)
        defer { close(opened) }
        let control = try ControlSocket(path: settings.controlSocket)
        defer { control.release() }
        if let reason = PortProbe.obstacle(at: settings.listen) { throw WebServer.CannotListen(reason: reason) }
        let folder = settings.mail.folder
        let parts = try Parts(
            pages: pages(), relays: settings.mail.open(folder: folder, now: now, logger: logger),
            files: EmailFiles(folders: [folder].compactMap(\.self), beyond: settings.mail.beyond),
            mailbox: settings.mail.inbound?.imap?.open(), connections: connections()
        )
        try await run(on: opened, parts)
    }

    private func run(on opened: any Database, _ parts: Parts) async throws {
        let kept = PageCache()
        let database = kept.watching(opened)
        let identity = DaemonIdentity(host: Self.host, fingerprint: settings.networkFingerprint, at: now())
        try await migrate(database)
        try await compareClocks(opened)
        try await refuseUnfinishedCopy(database)
        let presence = DaemonService(database: database, daemon: identity, logger: logger)
        let late = try await begin(presence, on: database)
        let key = try await database.write { try $0.signingKey() }
        var appParts = App.Parts(pages: parts.pages, key: key, daemon: identity)
        appParts.relays = parts.relays
        appParts.files = parts.files
        appParts.status = StatusSource(
            startedAt: now(), maxConnections: parts.connections,
            zoneData: CheckZoneData(folders: settings.newerZoneData)
        )
        let app = App(appSettings, on: database, appParts, cache: kept, logger: logger)
        let services = services(of: app, on: database, parts)
        warnOfProxies()
        try await tellZoneData(on: database)
        let all = [Hangup(logger: logger), presence] + late + services
        try await ServiceGroup(configuration: group(of: all)).run()
    }

    /// The parts that are built from the settings before the database is read.
    private struct Parts {
        let pages: Pages
        let relays: [Relay]
        let files: EmailFiles
        let mailbox: InboundMailbox?
        /// The max number of client connections.
        let connections: Int
    }

    /// Writes the data that every start writes. If the disk is full, returns a service that writes it later, and pages
    /// are served meanwhile.
    private func begin(_ presence: DaemonService, on database: any Database) async throws -> [any Service] {
        let start: @Sendable () async throws -> Void = {
            try await presence.begin()
            try await applyNetwork(to: database)
        }
        do {
            try await start()
            return []
        } catch DatabaseError.full {
            logger.error("The disk is full: pages are served, and nothing new is accepted until there is room.")
            return [LateStartService(logger: logger, start: start)]
        }
    }

    private func warnOfProxies() {
        let result = settings.proxyCheck.result
        if result.level != .ok { logger.warning("\(result.sentence)") }
    }

    private func tellZoneData(on database: any Database) async throws {
        let checkZoneData = CheckZoneData(folders: settings.newerZoneData)
        let instant = now()
        let check = try await database.read { tx in
            try checkZoneData.perform(zones: try tx.zoneData.networkZones(), tx)
        }
        for result in check.results(at: instant) {
            logger.log(
                level: result.level == .ok ? .notice : .warning, "Time zones.",
                metadata: ["found": "\(result.sentence)", "advice": "\(result.advice ?? "")"]
            )
        }
    }

    private func applyNetwork(to database: any Database) async throws {
        let network = settings.network
        let apply = ApplyNetwork(generateMeetups: generateMeetups)
        let follow = FollowZoneData()
        let moved = try await database.write { try follow.perform($0) }
        if moved > 0 {
            logger.notice(
                "Time zone rules changed: meetups keep their local time.",
                metadata: ["meetups": "\(moved)"]
            )
        }
        let orphans = try await database.write { tx in
            let orphans = try apply.perform(network, tx)
            try follow.remember(tx)
            return orphans
        }
        for orphan in orphans {
            logger.warning(
                "A meetup with guests is no longer planned; it stays until an organiser cancels it over HTTP.",
                metadata: ["city": "\(orphan.city)", "start": "\(orphan.start)", "people": "\(orphan.people)"]
            )
        }
    }

    /// Returns the services in order of dependency: a later one uses the earlier ones, and is stopped first.
    private func services(of app: App, on database: any Database, _ parts: Parts) -> [any Service] {
        inboundServices(app.receive, parts.mailbox, on: database) + [
            OutboxService(outbox: app.outbox, relays: parts.relays, logger: logger),
            app.jobs,
            controlServer(app),
            webServer(app, parts.connections),
            watchdog(database),
        ]
    }

    /// Every error in the templates counts as an error of the setting that names their folder.
    private func pages() throws -> Pages {
        do {
            return try Pages(folder: settings.templates, base: settings.baseURL)
        } catch {
            throw FieldError("templates", .format("can't be used: \(error)"))
        }
    }

    private func controlServer(_ app: App) -> any Service {
        let limits = WebServer.Limits(connections: Self.maxCommands)
        return WebServer(app.controlRouter(), at: .unixDomainSocket(path: settings.controlSocket), limits, logger)
    }

    private func webServer(_ app: App, _ connections: Int) -> any Service {
        let listen = settings.listen
        var limits = WebServer.Limits(connections: connections)
        limits.log = logLimit
        if settings.baseURL.isSecure { limits.schemes.insert("https") }
        return WebServer(app.router(), at: .hostname(listen.host, port: listen.port), limits, logger) { port in
            let address = ListenAddress(host: listen.host, port: port ?? listen.port)
            logger.notice("Hopdrink listens.", metadata: ["address": "http://\(address)"])
            serviceManager.ready("Listening on \(address).")
        }
    }

    private func watchdog(_ database: any Database) -> Watchdog {
        let proveLife: @Sendable () async throws -> Void = {
            do {
                _ = try await database.write { try $0.row("SELECT 1 AS one") }
            } catch DatabaseError.unreachable {
                // An unreachable server is not a failure of this daemon, which continues once the server is back.
            }
        }
        return Watchdog(serviceManager: serviceManager, proveLife: proveLife, logger: logger)
    }

    /// The sum of both limits is less than `TimeoutStopSec` in hopdrink.service.
    private func group(of services: [any Service]) -> ServiceGroupConfiguration {
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(20)
        configuration.maximumCancellationDuration = .seconds(5)
        return configuration
    }

    private func close(_ database: any Database) {
        do {
            try database.close()
        } catch {
            logger.error("The database could not be closed.", metadata: ["error": "\(error)"])
        }
    }

    private static var host: String {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Other users must not read the database, its lock, stored emails and the control socket.
    private static func keepFilesPrivate() {
        umask(0o077)
    }
}

extension Daemon {
    private var appSettings: AppSettings {
        var mail = AppSettings.MailSettings(
            sender: settings.mail.from, mailbox: settings.mail.mailbox, isRead: settings.mail.inbound != nil
        )
        mail.trustedAuthserv = settings.mail.inbound?.authservID
        mail.ambiguity = settings.mail.ambiguity
        mail.administrators = settings.administrators
        var all = AppSettings(meetups: meetups, mail: mail)
        all.rsvps = settings.rsvps
        all.cityRequests = settings.cityRequests
        all.letters = settings.mail.letters
        all.abuse = settings.abuse
        all.logLimit = logLimit
        return all
    }

    private var generateMeetups: GenerateMeetups { GenerateMeetups(settings: meetups) }

    private var meetups: MeetupSettings {
        MeetupSettings(weeksAhead: settings.windowInWeeks, host: settings.baseURL.host)
    }

    /// Returns no services if the mail system passes messages to `hopdrink mail-in`.
    private func inboundServices(
        _ receive: ReceiveMail?, _ mailbox: InboundMailbox?, on database: any Database
    ) -> [any Service] {
        guard let receive, let mailbox, let imap = settings.mail.inbound?.imap else { return [] }
        return [
            InboundService(mailbox, every: .seconds(imap.interval), receive, on: database, logger: logger)
        ]
    }
}
