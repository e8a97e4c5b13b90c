import Domain
import Hummingbird
import Storage

/// What `hopdrink export` and `hopdrink forget` ask for over the control socket.
struct HoldingsControl: Sendable {
    let database: any Database
    let now: CurrentTime

    /// How much is held of each sort, and whether it is erased.
    private struct Report: Encodable {
        struct Section: Encodable {
            let name: String
            let count: Int
        }

        let erased: Bool
        let sections: [Section]

        init(_ holdings: Holdings, erased: Bool) {
            self.erased = erased
            sections = holdings.sections.filter { !$0.records.isEmpty }.map {
                Section(name: $0.name, count: $0.records.count)
            }
        }
    }

    @Sendable func export(_ request: Request, context: RequestContext) async throws -> Response {
        let address = try await Self.order(request).address
        let holdings = try await database.read { try $0.holdings(of: address) }
        return Reply(status: 200, body: try holdings.document(at: now())).response
    }

    /// Erases with `"erase": true`; else only says what would go.
    @Sendable func forget(_ request: Request, context: RequestContext) async throws -> Response {
        let (address, erases) = try await Self.order(request)
        let instant = now()
        guard erases else {
            return try .json(Report(try await database.read { try $0.holdings(of: address) }, erased: false))
        }
        let held = try await database.write { try ForgetPerson.perform(address, $0, at: instant) }
        try await database.forgetErased()
        return try .json(Report(held, erased: true))
    }

    private static func order(_ request: Request) async throws -> (address: EmailAddress, erases: Bool) {
        var fields = Fields(try await JSONBody.read(request, as: .order, most: 4096))
        let address = fields.required("address", EmailAddress.init(parsing:))
        let erases = fields.optional("erase", Text.yesOrNo) ?? false
        fields.closeUnknown()
        guard let address, fields.faults.isEmpty else { throw Failure.unprocessable(Faults(fields.faults)) }
        return (address, erases)
    }
}

extension JSONSchema {
    /// What an address is, `EmailAddress` decides: whatever is held must be found.
    fileprivate static let order = JSONSchema.object([
        .required("address", .text(.line, length: 1...254)), .optional("erase", .flag),
    ])
}
