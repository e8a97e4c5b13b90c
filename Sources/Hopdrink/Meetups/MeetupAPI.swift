import Domain
import Foundation
import Hummingbird
import Storage

/// Meetups in JSON: everybody reads them, organisers make and change them.
struct MeetupAPI: Sendable {
    let database: any Database
    let organise: OrganiseMeetups
    let base: BaseURL
    let now: CurrentTime

    private var write: APIWrite { APIWrite(database: database, now: now) }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("meetup", of: Meetup.self)
        let instant = now()
        let view = try await database.read { transaction in
            try transaction.meetup(id).map { try self.view($0, transaction, at: instant) }
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
        let id = try context.identifier("meetup", of: Meetup.self)
        return try await write(request) { written, transaction, now in
            try view(try organise.change(id, written, transaction, at: now).value, transaction, at: now)
        }
    }

    @Sendable func cancel(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("meetup", of: Meetup.self)
        return try await write.withoutBody(request) { transaction, now in
            try view(try organise.cancel(id, transaction, at: now).value, transaction, at: now)
        }
    }

    @Sendable func delete(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try context.identifier("meetup", of: Meetup.self)
        return try await write.withoutAnswer { _ = try organise.delete(id, $0, at: $1).value }
    }

    private func view(_ meetup: Meetup, _ transaction: Transaction, at now: Date) throws -> MeetupView {
        let occupancy = try transaction.occupancy(of: meetup, at: now)
        return MeetupView(meetup, in: try transaction.city(of: meetup.city), occupancy, base)
    }
}

extension Organised {
    /// What was done, or the failure that the API answers with.
    var value: Value {
        get throws(Failure) {
            switch self {
            case .done(let value): return value
            case .notFound: throw .notFound
            case .configured: throw .conflict("This stands in the configuration file; it is changed there, not over HTTP.")
            case .over: throw .conflict("This meetup is over.")
            case .cancelledAlready: throw .conflict("This is cancelled.")
            case .hasGuests: throw .conflict("Guests have answered; cancel it instead, and they are told.")
            case .slugTaken: throw .unprocessable(Faults([Fault("slug", .format("is taken in this city"))]))
            case .faulty(let faults): throw .unprocessable(faults)
            }
        }
    }
}
