import Foundation
import Logging
import Testing

@testable import HopdrinkCommand

@Suite struct LogEntryTests {
    @Test func `a line has the time, the level, the sentence and the metadata`() {
        let entry = entry("Hopdrink listens.", ["port": "8080", "address": "127.0.0.1"])
        #expect(entry.line == "2026-12-09T17:30:00Z info Hopdrink listens. address=127.0.0.1 port=8080")
    }

    @Test(arguments: [
        ("two words", "\"two words\""), ("", "\"\""), ("a\"b", "\"a\\\"b\""), ("a\nb", "\"a\\nb\""),
        ("\u{1B}[2J", "\\u{1B}[2J"),
        ("a\r\nb", "\"a\\r\\nb\""), ("\u{202E}x", "\\u{202E}x"),
    ])
    func `a value can't break out of its place in the line`(text: String, written: String) {
        #expect(entry("x", ["key": "\(text)"]).line.hasSuffix("x key=\(written)"))
    }

    @Test func `a journal entry consists of fields with lengths`() throws {
        let fields = try JournalFields(entry("Two\nlines", ["meetup-id": "42", "from": "a=b"]).journalBytes)
        #expect(fields.values["MESSAGE"] == "Two\nlines")
        #expect(fields.values["PRIORITY"] == "6")
        #expect(fields.values["SYSLOG_IDENTIFIER"] == "hopdrink")
        #expect(fields.values["HOPDRINK_MEETUP_ID"] == "42")
        #expect(fields.values["HOPDRINK_FROM"] == "a=b")
    }

    @Test func `a value can't add a field to the journal`() throws {
        let fields = try JournalFields(entry("x", ["key\nMESSAGE": "1\nPRIORITY=0\n"]).journalBytes)
        #expect(fields.values["PRIORITY"] == "6")
        #expect(fields.values["HOPDRINK_KEY_MESSAGE"] == "1\nPRIORITY=0\n")
        #expect(fields.values.count == 4)
    }

    private func entry(_ sentence: String, _ metadata: Logger.Metadata) -> LogEntry {
        let time = Date(timeIntervalSince1970: 1_796_837_400)
        return LogEntry(time: time, level: .info, sentence: sentence, metadata: metadata)
    }
}

/// Parses the native journal protocol.
struct JournalFields {
    private(set) var values: [String: String] = [:]

    private struct CutShort: Error {}

    init(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let name = rest.prefix { $0 != 0x0A }
            rest = rest.dropFirst(name.count + 1)
            let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(8)
            guard rest.count > length, rest[rest.startIndex + length] == 0x0A else { throw CutShort() }
            values[String(decoding: name, as: UTF8.self)] = String(decoding: rest.prefix(length), as: UTF8.self)
            rest = rest.dropFirst(length + 1)
        }
    }
}
