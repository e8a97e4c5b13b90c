import Domain
import Foundation
import Hummingbird
import Storage

/// Series in JSON, for organisers.
struct SeriesAPI: Sendable {
    let database: any Database
    let organise: OrganiseSeries
    let now: CurrentTime

    private var write: APIWrite { APIWrite(database: database, now: now) }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("series", of: Series.self)
        let instant = now()
        let view = try await database.read { transaction in
            try transaction.series(id).map { try self.view($0, transaction, at: instant) }
        }
        guard let view else { throw Failure.notFound }
        return try .json(view)
    }

    @Sendable func create(_ request: Request, context: RequestContext) async throws -> Response {
        try await write(request, .created) { written, transaction, now in
            try view(try organise.create(written, transaction, at: now).value, transaction, at: now)
        }
    }

    @Sendable func change(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("series", of: Series.self)
        return try await write(request) { written, transaction, now in
            try view(try organise.change(id, written, transaction, at: now).value, transaction, at: now)
        }
    }

    @Sendable func cancel(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("series", of: Series.self)
        return try await write.withoutBody(request) { transaction, now in
            try view(try organise.cancel(id, transaction, at: now).value, transaction, at: now)
        }
    }

    @Sendable func delete(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("series", of: Series.self)
        return try await write.withoutAnswer { transaction, _ in _ = try organise.delete(id, transaction).value }
    }

    private func view(_ series: Series, _ transaction: Transaction, at now: Date) throws -> SeriesView {
        try SeriesView(series, in: try transaction.city(of: series.city), at: now)
    }
}
