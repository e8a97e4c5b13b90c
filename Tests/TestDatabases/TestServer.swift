import Foundation
package import Storage

/// The PostgreSQL server that `Tests/with-postgres` starts for the tests.
package enum TestServer {
    /// Nil if there is no server.
    package static let url = ProcessInfo.processInfo.environment["HOPDRINK_TEST_POSTGRES"]

    private static let administrator = url.map { PostgresDatabase(PostgresSettings(url: $0)) }

    private struct Missing: Error {}

    /// Returns the settings for a new, empty schema.
    package static func emptySchema() async throws -> PostgresSettings {
        guard let url, let administrator else { throw Missing() }
        let name = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
        try await administrator.write { try $0.execute("CREATE SCHEMA \(SQL(stringLiteral: name))") }
        var settings = PostgresSettings(url: "\(url)&options=-csearch_path%3D\(name)")
        settings.limits.connections = 2
        return settings
    }
}
