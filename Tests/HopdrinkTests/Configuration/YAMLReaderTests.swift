import Domain
import Foundation
import Testing

@testable import Hopdrink

@Suite struct YAMLReaderTests {
    @Test func `names and values know their line and column`() throws {
        let fields = try fields("# first\nlisten: a\ncities:\n  - slug: tours\n")
        #expect(fields.map(\.name) == ["listen", "cities"])
        #expect(
            fields.map(\.location) == [Domain.SourceLocation(line: 2, column: 1), SourceLocation(line: 3, column: 1)])
        #expect(fields[0].value.location == Domain.SourceLocation(line: 2, column: 9))
        guard case .list(let items) = fields[1].value.content else { throw NoList() }
        #expect(items[0].location == Domain.SourceLocation(line: 4, column: 5))
    }

    @Test(arguments: ["19:00", "yes", "0x10", "1e3", "2026-12-10", "01", "'~'", "\"null\"", "NaN", "<<"])
    func `value is its text, even if YAML gives it another type`(text: String) throws {
        let plain = text.filter { $0 != "'" && $0 != "\"" }
        #expect(try value("key: \(text)") == plain)
    }

    @Test(arguments: ["key:", "key: ~", "key: null", "key: # nothing"])
    func `value may be null`(yaml: String) throws {
        guard case .null = try fields(yaml)[0].value.content else { throw NoList() }
    }

    @Test func `block scalar is one text`() throws {
        #expect(try value("key: |\n  a\n  b\n") == "a\nb\n")
        #expect(try value("key: >\n  a\n  b\n") == "a b\n")
    }

    @Test func `alias repeats the value of its anchor`() throws {
        let fields = try fields("a: &x {name: Cave}\nb: *x\n")
        guard case .fields(let venue) = fields[1].value.content else { throw NoList() }
        #expect(venue.map(\.name) == ["name"])
    }

    @Test(arguments: [
        "slug: a\nslug: b\n", "slug: a\r\nslug: b\r\n", "\"slug\": a\n'slug': b\n", "{slug: a, slug: b}",
        "é: 1\nslug: a\nslug: b",
    ])
    func `repeated name is kept twice`(yaml: String) throws {
        let found = try fields(yaml).filter { $0.name == "slug" }
        #expect(found.map(\.value.text) == ["a", "b"])
        #expect(found.map { $0.location != nil } == [true, true])
    }

    @Test func `every repeated name is reported at its own location`() throws {
        let yaml = "a: 1\ngroup:\n  b: 1\n  b: 2\n  b: 3\na: 2\na: 3\nc: 1\n"
        var fields = InputDecoder(try YAMLReader.read(yaml.utf8))
        let found = fields.group("group")
        var group = try #require(found)
        #expect(
            fields.errors.map(\.location) == [
                Domain.SourceLocation(line: 6, column: 1), SourceLocation(line: 7, column: 1),
            ])
        #expect(
            group.errors.map(\.location) == [
                Domain.SourceLocation(line: 4, column: 3), SourceLocation(line: 5, column: 3),
            ])
        #expect((fields.errors + group.errors).allSatisfy { $0.problem == .twice })
        #expect(group.optional("b", TextParser.number(in: 1...9)) == 3)
    }

    @Test func `hundreds of repeated names are read and reported`() throws {
        let yaml = (0..<150).map { "n\($0): 1\nn\($0): 2\n" }.joined()
        #expect(fieldError(yaml)?.problem == .twice)
    }

    @Test(arguments: [
        ("a: 1\n\tb: 2\n", Domain.SourceLocation(line: 2, column: 1)),
        ("a: [1, 2\nb: 3\n", Domain.SourceLocation(line: 2, column: 2)),
        ("a: 'open\n", Domain.SourceLocation(line: 2, column: 1)),
        ("a: *nobody\n", Domain.SourceLocation(line: 1, column: 4)),
        ("a: 1\n---\nb: 2\n", Domain.SourceLocation(line: 3, column: 1)),
        ("? [a]\n: 1\n", Domain.SourceLocation(line: 1, column: 3)),
    ])
    func `malformed document is reported with its location`(yaml: String, location: Domain.SourceLocation) {
        #expect(fieldError(yaml)?.location == location, "\(fieldError(yaml)?.sentence ?? "no fault")")
    }

    @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "--- ~\n"])
    func `empty file is reported as empty`(yaml: String) {
        #expect(fieldError(yaml)?.sentence.hasSuffix("the file is empty") == true)
    }

    @Test func `bytes that are not text are reported with their location`() {
        let bytes = Array("name: caf".utf8) + [0xE9] + Array("\n".utf8)
        #expect(fieldError(bytes)?.location == Domain.SourceLocation(line: 1, column: 10))
        #expect(fieldError("a: 1\nb: \u{7}\n")?.location == Domain.SourceLocation(line: 2, column: 4))
    }

    @Test func `byte order mark is ignored`() throws {
        #expect(try value("\u{FEFF}key: a\n") == "a")
    }

    @Test func `nested aliases do not exhaust memory`() {
        let first = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        let rest = (1...12).map { number in
            "a\(number): &a\(number) [" + Array(repeating: "*a\(number - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(fieldError(first + rest.joined())?.sentence.hasSuffix("aliases make the file too large here") == true)
    }

    @Test(arguments: [40, 900, 5000])
    func `deep nesting is refused`(levels: Int) {
        #expect(
            fieldError("a: " + String(repeating: "[", count: levels) + String(repeating: "]", count: levels)) != nil)
        #expect(fieldError((0..<min(levels, 900)).map { String(repeating: " ", count: $0) + "a:\n" }.joined()) != nil)
    }

    @Test func `file over the size limit is refused`() {
        let bytes = repeatElement(UInt8(ascii: "a"), count: YAMLReader.maxBytes + 1)
        #expect(fieldError(bytes)?.sentence == "the file is larger than 16 MiB")
    }

    private struct NoList: Error {}

    private func fields(_ yaml: String) throws -> [RawInput.Field] {
        guard case .fields(let fields) = try YAMLReader.read(yaml.utf8).content else { throw NoList() }
        return fields
    }

    private func value(_ yaml: String) throws -> String? {
        try fields(yaml)[0].value.text
    }

    private func fieldError(_ yaml: String) -> FieldError? {
        fieldError(yaml.utf8)
    }

    private func fieldError(_ bytes: some Collection<UInt8>) -> FieldError? {
        do throws(FieldError) {
            _ = try YAMLReader.read(bytes)
            return nil
        } catch {
            return error
        }
    }
}

extension RawInput {
    fileprivate var text: String? {
        guard case .text(let text) = content else { return nil }
        return text
    }
}
