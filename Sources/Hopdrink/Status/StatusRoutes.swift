import Domain
import Foundation
import Hummingbird
import ICalendar
import Storage

/// What `hopdrink status` asks over the control socket.
struct StatusRoutes: Sendable {
    let database: any Database
    let source: StatusSource
    let now: CurrentTime

    /// For how many days ended emails are counted.
    private static let endedDays = 7

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        try .json(try await status())
    }

    private func status() async throws -> Status {
        let instant = now()
        let zones = ZoneDirectory.system
        let (schema, emails, findings) = try await stored(at: instant)
        var status = Status(
            version: Release.version, now: instant.formatted(.iso8601),
            startedAt: source.startedAt.formatted(.iso8601),
            uptimeSeconds: Int(instant.timeIntervalSince(source.startedAt)), database: schema,
            mostConnections: source.mostConnections, emails: emails,
            zoneData: Status.ZoneData(version: zones.version ?? "", path: zones.path), findings: findings
        )
        for probe in source.probes { status.findings += try await probe() }
        return status
    }

    /// What the database says, all of it at one moment.
    private func stored(at now: Date) async throws -> (Status.Database, Status.Emails, [Finding]) {
        let engine = database.isShared ? "PostgreSQL" : "SQLite"
        return try await database.read { transaction in
            let migrations = try transaction.migrations()
            let schema = Status.Database(engine: engine, schema: migrations.count, migration: migrations.last ?? "")
            let open = try transaction.openLetters()
            let due = try transaction.dueLetters(at: now)
            let start = now.addingTimeInterval(TimeInterval(-Self.endedDays * 86_400))
            let ended = try transaction.endedLetters(queuedSince: start)
            let emails = Status.Emails(
                waiting: open.all - open.leased - due.count, due: due.count,
                oldestDue: due.oldest?.formatted(.iso8601), leaving: open.leased, ended: ended,
                endedDays: Self.endedDays
            )
            let uncertain = ended[LetterState.uncertain.rawValue] ?? 0
            return (schema, emails, OutboxDiagnosis.findings(oldestDue: due.oldest, uncertain: uncertain, at: now))
        }
    }
}
