import Foundation
package import Storage

/// The PostgreSQL server that `Tests/with-postgres` started beside the tests.
package enum TestServer {
    /// Nil when there is none.
    package static let url = ProcessInfo.processInfo.environment["HOPDRINK_TEST_POSTGRES"]

    private static let administrator = url.map { PostgresDatabase(PostgresSettings(url: $0)) }

    private struct Missing: Error {}

    /// The address of a schema of its own, with nothing in it.
    package static func emptySchema() async throws -> PostgresSettings {
        guard let url, let administrator else { throw Missing() }
        let name = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
        try await administrator.write { try $0.execute("CREATE SCHEMA \(SQL(stringLiteral: name))") }
        var settings = PostgresSettings(url: "\(url)&options=-csearch_path%3D\(name)")
        settings.limits.connections = 2
        return settings
    }
}
