import Logging
import Synchronization
import Testing

@testable import HopdrinkCommand

@Suite struct EntryLogHandlerTests {
    @Test func `the nearest metadata wins, and entries below the level are dropped`() {
        let entries = Entries()
        var logger = Logger(label: "test") { _ in EntryLogHandler(logLevel: .notice, write: entries.add) }
        logger[metadataKey: "city"] = "tours"
        logger[metadataKey: "kind"] = "feed"
        logger.info("Too quiet.")
        logger.notice("Loud enough.", metadata: ["city": "paris"])
        let found = entries.all.map { ($0.sentence, $0.metadata.map { "\($0.name)=\($0.text)" }) }
        #expect(found.map(\.0) == ["Loud enough."])
        #expect(found.map(\.1) == [["city=paris", "kind=feed"]])
    }

    private final class Entries: Sendable {
        private let list = Mutex<[LogEntry]>([])

        var all: [LogEntry] { list.withLock(\.self) }

        @Sendable func add(_ entry: LogEntry) {
            list.withLock { $0.append(entry) }
        }
    }
}
