import Domain
import Foundation
import Hummingbird
import Mail
import Storage

/// The personal data's part of the control socket, for `hopdrink export` and `hopdrink forget`.
struct PersonalDataControl: Sendable {
    let database: any Database
    let files: EmailFiles

    /// The number of records of each sort, and whether they are erased.
    private struct Report: Encodable {
        struct Section: Encodable {
            let name: String
            let count: Int
        }

        let erased: Bool
        let sections: [Section]
        /// The paths of files and folders that may contain more and cannot be reached.
        let unreached: [String]
        /// Other places that may contain the address, as sentences.
        let beyond: [String]

        init(_ personalData: PersonalData, _ search: MaildirSearch, beyond: [String], erased: Bool) {
            self.erased = erased
            let locked = personalData.sections.map { Section(name: $0.name, count: $0.records.count) }
            sections = (locked + [Section(name: "files", count: search.count)]).filter { $0.count > 0 }
            unreached = search.unreached
            self.beyond = beyond
        }
    }

    @Sendable func export(_ request: Request, context: RequestContext) async throws -> Response {
        let address = try await Self.order(request).address
        let personalData = try await database.read { try $0.personalData.gather(of: address) }
        return Reply(status: 200, body: try personalData.document(at: database.now)).response
    }

    /// Erases the data with `"erase": true`; otherwise only reports what would be erased.
    @Sendable func forget(_ request: Request, context: RequestContext) async throws -> Response {
        let (address, erases) = try await Self.order(request)
        let instant = database.now
        let beyond = try await beyond(at: instant)
        guard erases else {
            let personalData = try await database.read { try $0.personalData.gather(of: address) }
            return try .json(Report(personalData, await files.count(to: address), beyond: beyond, erased: false))
        }
        let locked = try await database.write { try ForgetPerson.perform(address, $0) }
        try await database.forgetErased()
        return try .json(Report(locked, await files.erase(to: address), beyond: beyond, erased: true))
    }

    /// Returns what this daemon cannot erase. Other daemons on the same database have folders of their own.
    private func beyond(at now: Date) async throws -> [String] {
        let limit = DaemonService.limit(on: database, at: now)
        let count = try await database.read { try $0.daemons.count(seenSince: limit) }
        let others = count > 1 ? ["Other daemons may keep emails as files, too: run it beside each of them."] : []
        return files.beyond + others
    }

    private static func order(_ request: Request) async throws -> (address: EmailAddress, erases: Bool) {
        var fields = InputDecoder(try await JSONBody.read(request, as: .order, maximum: 4096))
        let address = fields.required("address", EmailAddress.init(parsing:))
        let erases = fields.optional("erase", TextParser.yesOrNo) ?? false
        fields.closeUnknown()
        guard let address, fields.errors.isEmpty else { throw Failure.unprocessable(ValidationErrors(fields.errors)) }
        return (address, erases)
    }
}

extension JSONSchema {
    /// `EmailAddress` decides what an address is, because all stored addresses must be found.
    fileprivate static let order = JSONSchema.object([
        .required("address", .text(.line, length: 1...254)), .optional("erase", .flag),
    ])
}
