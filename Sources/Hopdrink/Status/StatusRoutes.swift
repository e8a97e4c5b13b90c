import Domain
import Foundation
import Hummingbird
import Storage

/// The routes of `hopdrink status` on the control socket.
struct StatusRoutes: Sendable {
    let database: any Database
    let source: StatusSource
    let relays: [Relay]

    /// The number of days for which ended emails are counted.
    private static let endedDays = 7

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        try .json(try await status())
    }

    private func status() async throws -> Status {
        let instant = database.now
        let (schema, emails, zones) = try await stored(at: instant)
        var status = Status(
            version: Release.version, now: instant.formatted(.iso8601),
            startedAt: source.startedAt.formatted(.iso8601),
            uptimeSeconds: Int(instant.timeIntervalSince(source.startedAt)), database: schema,
            maxConnections: source.maxConnections, emails: emails.figures,
            zoneData: Status.ZoneData(zones, at: instant), results: emails.results + zones.results(at: instant)
        )
        let relays = relays.map(\.status)
        status.relays = relays
        status.results += relays.map(\.result)
        for probe in source.probes { status.results += try await probe() }
        return status
    }

    /// Everything that the database knows, read in one transaction.
    private func stored(
        at now: Date
    ) async throws -> (Status.Database, (figures: Status.Emails, results: [CheckResult]), ZoneDataCheck) {
        let engine = database.isShared ? "PostgreSQL" : "SQLite"
        let zoneData = source.zoneData
        return try await database.read { tx in
            let migrations = try tx.status.migrations()
            let schema = Status.Database(engine: engine, schema: migrations.count, migration: migrations.last ?? "")
            let zones = try zoneData.perform(zones: try tx.zoneData.networkZones(), tx)
            return (schema, try Self.emails(tx), zones)
        }
    }

    private static func emails(
        _ tx: Transaction
    ) throws -> (figures: Status.Emails, results: [CheckResult]) {
        let open = try tx.status.openLetters()
        let due = try tx.status.dueLetters()
        let ended = try tx.status.endedLetters(
            queuedSince: tx.now.addingTimeInterval(TimeInterval(-endedDays * 86_400)))
        let figures = Status.Emails(
            waiting: open.all - open.leased - due.count, due: due.count, oldestDue: due.oldest?.formatted(.iso8601),
            leaving: open.leased, ended: ended, endedDays: endedDays
        )
        let uncertain = ended[LetterState.uncertain.rawValue] ?? 0
        return (figures, OutboxCheck.results(oldestDue: due.oldest, uncertain: uncertain, at: tx.now))
    }
}

extension Status.ZoneData {
    fileprivate init(_ check: ZoneDataCheck, at now: Date) {
        self.init(
            version: check.version ?? "", path: check.path, ageDays: check.age(at: now),
            newest: check.newest, changes: check.changes
        )
    }
}
