import Foundation
import Testing

@testable import HopdrinkCommand

@Suite struct ControlClientTests {
    @Test func `a token is created with a request that the daemon understands`() throws {
        let daemon = try FakeDaemon(answering: "201 Created", "{\"token\":\"abc\"}")
        let answer = try daemon.client.post("/tokens", NewToken.Request(name: "Anna, Tours"), as: NewToken.Answer.self)
        #expect(answer.token == "abc")
        let request = daemon.request
        #expect(request.hasPrefix("POST /tokens HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"))
        #expect(request.contains("\r\nContent-Length: 22\r\n"))
        #expect(request.hasSuffix("\r\n\r\n{\"name\":\"Anna, Tours\"}"))
    }

    @Test func `tokens are listed and found by name or id`() throws {
        let body = """
            {"tokens":[{"id":"1","name":"Anna","created":"2026-12-09T17:30:00Z"},
            {"id":"2","name":"Anna","created":"2026-12-09T17:30:00Z"},{"id":"3","name":"1","created":"x"}]}
            """
        let tokens = try FakeDaemon(answering: "200 OK", body).client.get("/tokens", as: Tokens.self)
        #expect(tokens.named("Anna").map(\.id) == ["1", "2"])
        #expect(tokens.named("1").map(\.id) == ["1"])
        #expect(tokens.named("Berta").isEmpty)
    }

    @Test func `a token is revoked`() throws {
        let daemon = try FakeDaemon(answering: "204 No Content", nil)
        try daemon.client.delete("/tokens/1")
        #expect(daemon.request.hasPrefix("DELETE /tokens/1 HTTP/1.1\r\n"))
    }

    @Test func `a letter may omit missing values`() throws {
        let body = "{\"letters\":[{\"id\":\"1\",\"kind\":\"reminder\",\"state\":\"waiting\",\"attempts\":2}]}"
        let letters = try FakeDaemon(answering: "200 OK", body).client.get("/letters", as: Letters.self).letters
        #expect(letters.map(\.kind) == ["reminder"])
        #expect(letters[0].reason == nil)
    }

    @Test(arguments: [
        ("404 Not Found", "", ControlError.refused(status: 404, sentence: nil)),
        ("409 Conflict", "{\"detail\":\"The name is taken.\"}", .refused(status: 409, sentence: "The name is taken.")),
        (
            "422 Unprocessable Content",
            "{\"detail\":\"\",\"errors\":[{\"field\":\"name\",\"detail\":\"is missing\"}]}",
            .refused(status: 422, sentence: "`name` is missing")
        ),
        ("200 OK", "{}", .notUnderstood), ("200 OK", "<html>", .notUnderstood), ("nonsense", "", .notUnderstood),
    ])
    func `a refused or unreadable response is reported`(status: String, body: String, expected: ControlError) throws {
        let client = try FakeDaemon(answering: status, body).client
        #expect(throws: expected) { try client.get("/tokens", as: Tokens.self) }
    }

    @Test func `a closed connection is reported`() throws {
        #expect(throws: ControlError.notUnderstood) {
            try FakeDaemon(answering: nil, nil).client.get("/tokens", as: Tokens.self)
        }
    }

    @Test func `a missing daemon is reported with exit code 69`() throws {
        let folder = try TemporaryFolder()
        let client = ControlClient(socket: "\(folder.path)/none.sock")
        let expected = ControlError.notRunning(socket: client.socket)
        #expect(throws: expected) { try client.get("/tokens", as: Tokens.self) }
        #expect(expected.exitCode == 69)
        #expect(expected.sentence.contains("not running"))
    }

    @Test func `a socket left by a dead daemon counts as a missing daemon`() throws {
        let daemon = try FakeDaemon(answering: "204 No Content", nil)
        try daemon.client.delete("/tokens/1")
        daemon.stop()
        #expect(throws: ControlError.notRunning(socket: daemon.client.socket)) { try daemon.client.delete("/tokens/1") }
    }
}
