import Domain
import Foundation
import Testing

@testable import HopdrinkCommand

@Suite struct ConfigurationFileTests {
    @Test func `the demo network is valid and complete`() throws {
        let settings = try ConfigurationFile(path: Self.path("demo.yaml")).settings(in: .bare)
        let slugs = ["tours", "paris", "toulouse", "berlin", "madrid", "milano", "wien", "zurich"]
        #expect(settings.network.cities.map(\.city.slug.text) == slugs)
        #expect(settings.network.cities.allSatisfy { !$0.series.isEmpty })
        let languages = settings.network.cities.map { $0.city.languages.map(\.code) }
        #expect(languages.compactMap(\.first) == ["fr", "fr", "fr", "de", "es", "it", "de", "de"])
        #expect(languages.allSatisfy { $0.contains("en") })
        let tours = try #require(settings.network.cities.first?.series.first)
        #expect(tours.rules.map(\.text) == ["FREQ=MONTHLY;BYDAY=2TH"])
        #expect(tours.time.description == "19:00")
        #expect(tours.terms.capacity == 20)
        #expect(tours.terms.venue.address.contains("place de Châteauneuf"))
    }

    @Test func `the settings file contains only defaults`() throws {
        let defaults = Self.dump(try Settings(defaultsIn: Self.withTemplates))
        #expect(Self.dump(try Self.settings(in: Self.text("hopdrink.yaml"))) == defaults)
        #expect(Self.dump(try Self.settings(in: Self.uncommented)) == defaults)
    }

    @Test func `the settings file lists every setting`() throws {
        let names = try Self.uncommented.matches(of: /^[a-z_]+:/.anchorsMatchLineEndings())
        let settings = Mirror(reflecting: try Settings(defaultsIn: .bare)).children
        #expect(names.count == settings.filter { $0.label != "networkFingerprint" }.count)
    }

    @Test func `the relays and the mailbox in the settings file are valid`() throws {
        let text = try Self.uncommented.replacing("  maildir: var/mail\n", with: "")
        let groups = /^  # (  |relay:|fallback:|inbound:|ambiguous:)/.anchorsMatchLineEndings()
        let mail = try Self.settings(in: text.replacing(groups) { "  \($0.1)" }).mail
        #expect(mail.relays.map(\.host) == ["mail.example.org", "mail2.example.org"])
        #expect(mail.relays.map(\.login?.user) == ["hopdrink", "hopdrink"])
        #expect(mail.inbound?.imap?.doneFolder == "Done" && mail.inbound?.authservID == "mx.example.org")
        #expect(mail.ambiguity.choice(for: .reminder) == .hold)
    }

    @Test func `the city in the settings file is valid`() throws {
        let text = try Self.text("hopdrink.yaml").replacing("cities: []\n", with: "cities:\n")
        let lines = text.replacing(/^#(  .*)$/.anchorsMatchLineEndings()) { $0.1 }
        #expect(try Self.settings(in: lines).network.cities.map(\.series.count) == [1])
    }

    @Test func `a missing file is reported`() {
        let lines = faultLines("/nowhere/hopdrink.yaml")
        #expect(lines == ["/nowhere/hopdrink.yaml: can't be read: No such file or directory"])
        #expect(faultLines("/") == ["/: can't be read: Is a directory"])
    }

    @Test func `errors have the format of compilers and are sorted by location`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("zebra: 1\nlisten: x\nant: 1\n", to: "bad.yaml")
        #expect(faultLines(path).map { $0.dropFirst(path.count).prefix(6) } == [":1:1: ", ":2:9: ", ":3:1: "])
        _ = try folder.write("a: [\n", to: "bad.yaml")
        #expect(faultLines(path).count == 1)
    }

    @Test func `manual page explains each setting of the configuration file, and no other`() throws {
        let page = try String(
            contentsOfFile: "\(#filePath.components(separatedBy: "/Tests/")[0])/man/hopdrink.yaml.5", encoding: .utf8
        )
        let headings = Set(page.matches(of: /^\.It Ic ([a-z_]+)/.anchorsMatchLineEndings()).map { String($0.1) })
        let lines = page.matches(of: /^\.(?:It )?Ic ([a-z_ ,]+)/.anchorsMatchLineEndings())
        let explained = Set(lines.flatMap { $0.1.split(whereSeparator: { " ,".contains($0) }).map(String.init) })
        let files = try Self.text("hopdrink.yaml") + Self.text("demo.yaml")
        let settings = Set(files.matches(of: /^[ -]*#?([a-z_]+):/.anchorsMatchLineEndings()).map { String($0.1) })
        // Groups that few need are in a comment of their own.
        let inComments = Set(files.matches(of: /^[ -]*# +([a-z_]+):/.anchorsMatchLineEndings()).map { String($0.1) })
        #expect(settings.subtracting(explained).isEmpty)
        #expect(headings.subtracting(settings).subtracting(inComments).isEmpty)
    }

    private func faultLines(_ path: String) -> [String] {
        let file = ConfigurationFile(path: path)
        do throws(ValidationErrors) {
            _ = try file.settings(in: .bare)
            return []
        } catch {
            return file.lines(of: error)
        }
    }

    private static let withTemplates = ProcessEnvironment(environment: [:]) { $0 == "templates" }

    private static func dump(_ settings: Settings) -> String {
        var text = ""
        Swift.dump(settings, to: &text)
        return text
    }

    private static func settings(in text: String) throws -> Settings {
        try Settings(yaml: text, in: withTemplates)
    }

    /// The file with its defaults uncommented: settings directly after a `#`.
    private static var uncommented: String {
        get throws {
            try text("hopdrink.yaml").replacing(/^( *)#([a-z_]+:)/.anchorsMatchLineEndings()) { "\($0.1)\($0.2)" }
        }
    }

    private static func text(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    private static func path(_ name: String) -> String {
        "\(#filePath.components(separatedBy: "/Tests/")[0])/config/\(name)"
    }
}
