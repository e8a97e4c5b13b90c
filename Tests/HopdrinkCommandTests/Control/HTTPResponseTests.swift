import Testing

@testable import HopdrinkCommand

@Suite struct HTTPResponseTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", 200, "ab"), ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
        ("HTTP/1.1 200 OK\r\n\r\nto the end", 200, "to the end"),
        ("HTTP/1.1 200 OK\r\ncontent-length:1\r\n\r\nab", 200, "a"),
    ])
    func `status and body are parsed`(text: String, status: Int, body: String) {
        let response = HTTPResponse(bytes: Array(text.utf8))
        #expect(response.status == status)
        #expect(response.body == Array(body.utf8))
    }

    @Test(arguments: ["", "HTTP/1.1", "HTTP/1.1 OK\r\n\r\n", "SSH-2.0 200 x\r\n\r\n"])
    func `bytes that are not HTTP have no status`(text: String) {
        #expect(HTTPResponse(bytes: Array(text.utf8)).status == nil)
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab"])
    func `an incomplete response has no body`(text: String) {
        #expect(HTTPResponse(bytes: Array(text.utf8)).body == nil)
    }
}
