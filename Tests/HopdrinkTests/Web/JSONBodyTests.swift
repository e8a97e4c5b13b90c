import Domain
import Testing

@testable import Hopdrink

struct JSONBodyTests {
    private func text(_ written: Written) -> String {
        switch written.content {
        case .nothing: "nothing"
        case .text(let text): "'\(text)'"
        case .list(let items): "[" + items.map(text).joined(separator: " ") + "]"
        case .fields(let fields): "{" + fields.map { "\($0.name):\(text($0.value))" }.joined(separator: " ") + "}"
        }
    }

    @Test(arguments: [
        ("{}", "{}"),
        ("{\"name\":\"Ada\",\"companions\":2}", "{companions:'2' name:'Ada'}"),
        ("{\"a\":true,\"b\":false,\"c\":null}", "{a:'true' b:'false' c:nothing}"),
        ("{\"a\":[1,\"x\",{\"b\":[]}]}", "{a:['1' 'x' {b:[]}]}"),
        ("{\"a\":1.5,\"b\":-3}", "{a:'1.5' b:'-3'}"),
        ("{\"a\":1,\"a\":1}", "{a:'1'}"),
        ("\"\\u00e9\\r\\n\"", "'é\r\n'"),
        ("[]", "[]"),
        (" 7 ", "'7'"),
    ])
    func `JSON is read as it was written`(body: String, written: String) throws {
        #expect(text(try JSONBody.parse(Array(body.utf8))) == written)
    }

    @Test(arguments: ["", "{", "{\"a\":}", "{'a':1}", "nope", "{\"a\":\"\\ud800\"}", "{} {}"])
    func `broken JSON is malformed`(body: String) {
        #expect(throws: Failure.self) { try JSONBody.parse(Array(body.utf8)) }
    }

    @Test(arguments: [[0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0x22, 0xC0, 0x80, 0x22]])
    func `what is not UTF-8 is malformed`(body: [UInt8]) {
        #expect(throws: Failure.self) { try JSONBody.parse(body) }
    }

    @Test func `nesting has an end`() throws {
        let nest = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(throws: Never.self) { try JSONBody.parse(Array(nest(16).utf8)) }
        #expect(throws: Failure.self) { try JSONBody.parse(Array(nest(20).utf8)) }
        #expect(throws: Failure.self) { try JSONBody.parse(Array(nest(30_000).utf8)) }
    }
}
