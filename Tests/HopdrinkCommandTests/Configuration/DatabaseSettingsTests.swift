import Domain
import Storage
import Testing

@testable import HopdrinkCommand

@Suite struct DatabaseSettingsTests {
    @Test(arguments: [
        ("/srv/h.sqlite", DatabaseSettings.sqlite("/srv/h.sqlite")), ("sqlite:/srv/h.sqlite", .sqlite("/srv/h.sqlite")),
        ("sqlite:var/h.sqlite", .sqlite("var/h.sqlite")),
        ("postgres://db/hopdrink", .postgres("postgres://db/hopdrink")),
        ("postgresql:///hopdrink?host=/run/postgresql", .postgres("postgresql:///hopdrink?host=/run/postgresql")),
    ])
    func `a database is a file or a server`(text: String, settings: DatabaseSettings) throws {
        #expect(try DatabaseSettings(parsing: text) == settings)
    }

    @Test(arguments: ["", "sqlite:", "postgres://db/hopdrink?colour=red"])
    func `any other text is refused`(text: String) {
        #expect(throws: FieldErrorReason.self) { try DatabaseSettings(parsing: text) }
    }

    @Test func `limits for a server can be set`() throws {
        let settings = try Settings(
            yaml: "database: postgres://db/hopdrink\npostgres: {connections: 3, statement_timeout: 90}"
        )
        #expect(settings.postgres.limits.connections == 3)
        #expect(settings.postgres.limits.statementTimeout == .seconds(90))
        #expect(settings.controlSocket == "var/hopdrink.sock")
    }

    @Test func `the password is in its own file or in a credential`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("secret\n", to: "password")
        let settings = try Settings(yaml: "postgres: {password_file: \(path)}")
        #expect(try settings.postgres.passwordFile?.password() == "secret")
        let systemd = ProcessEnvironment(environment: ["CREDENTIALS_DIRECTORY": "/run/c"]) { $0.hasSuffix("-password") }
        #expect(ServerSettings(defaultsIn: systemd).passwordFile?.path == "/run/c/postgres-password")
        let missing = PasswordFile(path: "/nowhere", field: "postgres.password_file")
        let fieldError = #expect(throws: FieldError.self) { try missing.password() }
        #expect(fieldError?.sentence.contains("`postgres.password_file` names a file that can't be read") == true)
    }

    @Test(arguments: ["postgres: {connections: 0}", "postgres: {statement_timeout: 1d}", "postgres: {pool: 3}"])
    func `an invalid limit is refused`(yaml: String) {
        #expect(throws: ValidationErrors.self) { try Settings(yaml: yaml) }
    }

    @Test func `two files that describe the same network have the same fingerprint`() throws {
        let cities = "{slug: tours, name: Tours, country: FR, timezone: Europe/Paris, languages: [fr]}"
        let other = "{name: Tours, slug: tours, languages: [fr], country: FR, timezone: \"Europe/Paris\"}"
        let server = "database: postgres://db/hopdrink"
        let one = try Settings(yaml: "\(server)\ncities: [\(cities)]\nlisten: localhost:1")
        let two = try Settings(yaml: "# another place\n\(server)\ncities:\n  - \(other)\n")
        let three = try Settings(yaml: "\(server)\ncities: [\(cities.replacing("fr", with: "en"))]")
        #expect(one.networkFingerprint == two.networkFingerprint)
        #expect(one.networkFingerprint != three.networkFingerprint)
    }
}
