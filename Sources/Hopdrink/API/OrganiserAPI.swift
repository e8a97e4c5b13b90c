import Domain
import Foundation
import Hummingbird
import Storage

/// The actions of organisers on one kind of thing: meetups or series.
protocol OrganiserActions: Sendable {
    associatedtype Subject: Sendable

    /// The schema of the request that creates one.
    static var newSchema: JSONSchema { get }
    /// The schema of the request that changes one.
    static var changeSchema: JSONSchema { get }

    func find(_ id: Identifier<Subject>, _ tx: Transaction) throws -> Subject?
    func create(_ written: RawInput, _ tx: Transaction) throws -> OrganiserResult<Subject>
    func change(
        _ id: Identifier<Subject>, _ written: RawInput, _ tx: Transaction
    ) throws -> OrganiserResult<Subject>
    /// `written` may contain the reason.
    func cancel(
        _ id: Identifier<Subject>, _ written: RawInput, _ tx: Transaction
    ) throws -> OrganiserResult<Subject>
    func delete(_ id: Identifier<Subject>, _ tx: Transaction) throws -> OrganiserResult<Subject>
}

/// The five routes that each kind of thing has.
struct OrganiserAPI<Work: OrganiserActions, View: Encodable & SendableMetatype>: Sendable {
    typealias Show = @Sendable (Work.Subject, Transaction) throws -> View

    let database: any Database
    let work: Work
    /// Makes the response's view of a thing.
    let view: Show

    private var write: APIWrite { APIWrite(database: database) }

    private func id(_ context: RequestContext) throws(Failure) -> Identifier<Work.Subject> {
        try context.identifier("id", of: Work.Subject.self)
    }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try id(context)
        let reply = try await database.read { tx in
            try work.find(id, tx).map { try Reply(.ok, view($0, tx)) }
        }
        guard let reply else { throw Failure.notFound }
        return reply.response
    }

    @Sendable func create(_ request: Request, context: RequestContext) async throws -> Response {
        try await write(request, as: Work.newSchema, .created) { written, tx in
            try view(try work.create(written, tx).value, tx)
        }
    }

    @Sendable func change(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try id(context)
        return try await write(request, as: Work.changeSchema) { written, tx in
            try view(try work.change(id, written, tx).value, tx)
        }
    }

    @Sendable func cancel(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try id(context)
        return try await write.withOptionalBody(request, as: .cancellation) { written, tx in
            try view(try work.cancel(id, written, tx).value, tx)
        }
    }

    @Sendable func delete(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try id(context)
        return try await write.withoutAnswer { _ = try work.delete(id, $0).value }
    }
}

extension OrganiserAPI where Work == OrganiseMeetups {
    @Sendable func restore(_ request: Request, context: RequestContext) async throws -> Response {
        let id = try id(context)
        return try await write.withoutBody(request) { tx in
            try view(try work.restore(id, tx).value, tx)
        }
    }

    /// Adds a meetup to the series whose id is in the path.
    @Sendable func add(_ request: Request, context: RequestContext) async throws -> Response {
        let series = try context.identifier("id", of: Series.self)
        return try await write(request, as: .addedMeetup, .created) { written, tx in
            try view(try work.add(to: series, written, tx).value, tx)
        }
    }
}

extension OrganiserResult {
    /// The result, or the failure that the API responds with.
    var value: Value {
        get throws(Failure) {
            switch self {
            case .done(let value): return value
            case .notFound: throw .notFound
            case .configured: throw .conflict("This is defined in the configuration file; change it there.")
            case .over: throw .conflict("This meetup is over.")
            case .cancelledAlready: throw .conflict("This is cancelled.")
            case .notCancelled: throw .conflict("This is not cancelled.")
            case .hasGuests: throw .conflict("Guests have answered; cancel it instead, and they will be told.")
            case .slugTaken:
                throw .unprocessable(ValidationErrors([FieldError("slug", .format("is taken in this city"))]))
            case .dateTaken:
                throw .unprocessable(
                    ValidationErrors([FieldError("start", .format("is a day on which this series has a meetup"))]))
            case .faulty(let errors): throw .unprocessable(errors)
            }
        }
    }
}
