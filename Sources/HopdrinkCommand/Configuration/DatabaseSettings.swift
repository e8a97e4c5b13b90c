import Domain
import Foundation
import Hopdrink
import Storage

/// The database that stores all data.
enum DatabaseSettings: Equatable, Sendable {
    /// The path of a file.
    case sqlite(String)
    /// The URL of a server.
    case postgres(String)

    /// Whether several daemons may use the database.
    var isShared: Bool {
        if case .postgres = self { true } else { false }
    }

    /// The folder of the database file.
    var folder: String? {
        if case .sqlite(let path) = self { (path as NSString).deletingLastPathComponent } else { nil }
    }

    /// Opens and locks a file. For a server, returns a database that connects on first use.
    func open(_ server: ServerSettings, clock: @escaping CurrentTime) throws -> any Database {
        switch self {
        case .sqlite(let path): return try SQLiteDatabase(path: path, clock: clock)
        case .postgres(let url):
            var settings = PostgresSettings(url: url)
            settings.limits = server.limits
            settings.password = try server.passwordFile?.password()
            return PostgresDatabase(settings, clock: clock)
        }
    }
}

extension DatabaseSettings {
    /// Parses `sqlite:FILE`, a path, or a connection URI.
    init(parsing text: String) throws(FieldErrorReason) {
        let words = try TextParser.line(text, maximum: 4096)
        if PostgresSettings.isURL(words) {
            if let reason = PostgresSettings.fault(inURL: words) { throw .format("is not an address: \(reason)") }
            self = .postgres(words)
        } else {
            self = .sqlite(try TextParser.path(words.hasPrefix("sqlite:") ? String(words.dropFirst(7)) : words))
        }
    }
}

/// The settings for a database server.
struct ServerSettings: Equatable, Sendable {
    var limits = PostgresSettings.Limits()
    /// The source of the password if the URL does not contain it.
    var passwordFile: PasswordFile?
}

extension ServerSettings {
    init(defaultsIn environment: ProcessEnvironment) {
        passwordFile = environment.credential("postgres-password").map(Self.passwordFile)
    }

    /// Reads the group `postgres`, which only has an effect if the database is on a server.
    mutating func read(_ fields: inout InputDecoder) {
        guard var group = fields.group("postgres") else { return }
        group.take("connections", TextParser.number(in: 1...100), into: &limits.connections)
        let seconds = group.optional("statement_timeout", TextParser.number(in: 1...3600))
        limits.statementTimeout = seconds.map { .seconds($0) } ?? limits.statementTimeout
        passwordFile = group.optional("password_file", TextParser.path).map(Self.passwordFile) ?? passwordFile
        group.closeUnknown()
        fields.absorb(group.errors)
    }

    private static func passwordFile(at path: String) -> PasswordFile {
        PasswordFile(path: path, field: "postgres.password_file")
    }
}
