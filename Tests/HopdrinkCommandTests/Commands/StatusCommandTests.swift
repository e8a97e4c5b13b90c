import Domain
import Hopdrink
import Testing

@testable import HopdrinkCommand

struct StatusCommandTests {
    @Test(arguments: [
        (0, "0 s"), (59, "59 s"), (60, "1 min"), (3_725, "1 h 2 min"), (86_400, "1 d"), (183_845, "2 d 3 h"),
    ])
    func `a duration is formatted with its two largest units`(seconds: Int, text: String) {
        #expect(Status.duration(seconds) == text)
    }

    @Test func `the daemon's status is decoded and shown in lines`() throws {
        let daemon = try FakeDaemon(
            answering: "200 OK",
            """
            {"version": "1.2.3", "now": "2026-12-01T13:00:00Z", "started_at": "2026-12-01T12:00:00Z",
            "uptime_seconds": 3600, "max_connections": 4096,
            "database": {"engine": "SQLite", "schema": 25, "migration": "guests' cards"},
            "emails": {"waiting": 3, "due": 2, "oldest_due": "2026-12-01T12:30:00Z", "leaving": 1,
            "ended": {"sent": 7, "dead": 1}, "ended_days": 7},
            "zone_data": {"version": "2026a", "path": "/usr/share/zoneinfo", "age_days": 280, "changes": []},
            "results": [{"level": "warning", "subject": "emails", "sentence": "They wait.", "advice": "Look."},
            {"level": "ok", "subject": "clock", "sentence": "It is right."}]}
            """
        )
        defer { daemon.stop() }
        let status = try daemon.client.get("/status", as: Status.self)
        #expect(
            status.text == """
                version      1.2.3
                running      for 1 h, since 2026-12-01T12:00:00Z
                database     SQLite, schema 25 (guests' cards)
                connections  at most 4096
                emails       3 waiting, 2 due, the oldest since 2026-12-01T12:30:00Z, 1 leaving
                             1 dead, 7 sent, of those of the last 7 days
                time zones   2026a in /usr/share/zoneinfo, about 280 days old
                warning  emails: They wait. Look.

                """
        )
        #expect(status.needsAttention)
    }
}
