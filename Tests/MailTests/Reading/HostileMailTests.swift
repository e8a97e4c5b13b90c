import Foundation
import Synchronization
import Testing

@testable import Mail

@Suite(.serialized) struct HostileMailTests {
    private static let header = "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n"

    private static func nested(_ levels: Int) -> String {
        (0..<levels).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined() + "\nx\n"
    }

    private static func copies(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    private static let refused: [(name: String, bytes: [UInt8], error: MailError)] = [
        ("11 MB", [UInt8](repeating: 0x61, count: 11_000_000), .tooLarge),
        ("1,000 levels", Array(nested(1_000).utf8), .tooComplex),
        ("21 levels", Array(nested(21).utf8), .tooComplex),
        ("10,000 parts", Array((header + copies("--b\n\nx\n", 10_000)).utf8), .tooComplex),
        ("101 parts", Array((header + copies("--b\n\nx\n", 101)).utf8), .tooComplex),
        ("groups in groups", Array(("To: " + copies("a:", 100_000) + "\n\n").utf8), .tooComplex),
        ("groups in folds", Array(("To: " + copies("a:\n ", 100_000) + "\n\n").utf8), .tooComplex),
        ("3 MB of addresses", Array(("To: " + copies("a@b,", 800_000) + "\n\n").utf8), .tooComplex),
        ("3 million fields", Array((copies("a:\n", 3_000_000) + "\n").utf8), .tooComplex),
        ("2 million parts", Array((header + copies("--b\n\n", 1_900_000)).utf8), .tooComplex),
        ("a hidden header", Array((header + "--b\nno field\nTo: " + copies("a@b,", 800_000)).utf8), .tooComplex),
        ("nothing", [], .unreadable),
        ("a single byte", [0xFF], .unreadable),
        ("9 MB in one line", [UInt8](repeating: 0x61, count: 9_000_000), .unreadable),
    ]

    // By name, because a failure prints the argument, and the bytes are long.
    @Test(arguments: refused.map(\.name))
    func `a message that is too expensive to read is refused`(name: String) throws {
        let sample = try #require(Self.refused.first { $0.name == name })
        let start = ContinuousClock.now
        #expect(throws: sample.error) { try ReceivedMessage(reading: sample.bytes) }
        #expect(start.duration(to: .now) < .seconds(20))
    }

    private static let read: [(name: String, bytes: [UInt8])] = [
        ("a subject of 1 MB", Array(("Subject: " + copies("=?utf-8?q?=C3=A9?= ", 50_000) + "\n\nx").utf8)),
        ("19,000 folds", Array(("Subject: x" + copies("\n x", 19_000) + "\n\nx").utf8)),
        ("1 MB of addresses", Array(("To: " + copies("a@b,", 240_000) + "\n\nx").utf8)),
        ("1 MB of references", Array(("References: " + copies("<a@b> ", 160_000) + "\n\nx").utf8)),
        ("1 MB of parameters", Array(("Content-Type: text/plain" + copies("; a*1*=x", 120_000) + "\n\nx").utf8)),
        ("1 MB of comments", Array(("To: " + copies("(", 990_000) + "\n\nx").utf8)),
        ("attached messages", Array((copies("Content-Type: message/rfc822\n\n", 19_000) + "x").utf8)),
        ("unclosed boundaries", Array((nested(19) + copies("--b3\n\nx\n", 9)).utf8)),
        ("a boundary that never comes", Array((header + copies("x\n", 90_000)).utf8)),
        ("no boundary", Array("Content-Type: multipart/mixed\n\nx".utf8)),
        ("NUL", Array("From: a\0@b.example\nSubject: a\0b\nMessage-ID: <\0@x>\n\na\0b".utf8)),
        ("a line of 9 MB", Array("Subject: x\n\n".utf8) + [UInt8](repeating: 0x61, count: 9_000_000)),
        (
            "9 MB of base64",
            Array(("Content-Transfer-Encoding: base64\n\n" + copies(copies("QUJD", 19) + "\n", 115_000)).utf8)
        ),
        ("no charset", Array("Content-Type: text/plain; charset=\"\0\u{7}%n\"\n\nx".utf8)),
        ("an empty line", Array("\r\n".utf8)),
    ]

    @Test(arguments: read.map(\.name))
    func `an unusual message is read quickly`(name: String) throws {
        let sample = try #require(Self.read.first { $0.name == name })
        let start = ContinuousClock.now
        let message = try ReceivedMessage(reading: sample.bytes)
        #expect(start.duration(to: .now) < .seconds(20))
        #expect(message.recipients.count <= 1_000 && message.references.count <= 1_000)
        #expect(message.plainText?.utf8.contains(0) != true)
    }

    @Test func `random bytes are read or refused`() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<1_000 {
            let count = Int.random(in: 0...400, using: &random)
            _ = Self.outcome(of: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    @Test func `real messages with a few bytes changed, moved or missing are read or refused`() {
        var random = SeededGenerator(seed: 2)
        let samples =
            [MailSample.google, MailSample.exchange, MailSample.apple, MailSample.thunderbird]
            + [MailSample.report(MailSample.notice, MailSample.returned)]
        for round in 0..<3_000 {
            _ = Self.outcome(of: Self.damaged(samples[round % samples.count], &random))
        }
    }

    @Test func `many threads read the same result as one`() async throws {
        let expected = try ReceivedMessage(reading: MailSample.exchange).calendars
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<400 {
                group.addTask { (try? ReceivedMessage(reading: MailSample.exchange).calendars) == expected }
            }
            for await isSame in group {
                #expect(isSame)
            }
        }
    }

    /// Other threads may have only this much stack.
    @Test func `half a megabyte of stack is enough for the deepest message`() {
        let groups = "To: " + Self.copies("a:", 499) + "\n\nx"
        let results = Mutex<[Bool]>([])
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let outcomes = [groups, Self.nested(900)].map { Self.outcome(of: Array($0.utf8)) }
            results.withLock { $0 = outcomes }
            done.signal()
        }
        thread.stackSize = 512 * 1024
        thread.start()
        done.wait()
        #expect(results.withLock(\.self) == [true, false])
    }

    private static func outcome(of bytes: [UInt8]) -> Bool {
        do {
            _ = try ReceivedMessage(reading: bytes)
            return true
        } catch {
            return false
        }
    }

    private static func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 1...60, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
            case 2: bytes.removeSubrange(place..<end)
            default: bytes[place] = Array("\n\r-:;=?\"<\0".utf8).randomElement(using: &random) ?? 0
            }
        }
        return bytes
    }
}
