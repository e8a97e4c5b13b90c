import Domain
import Testing

@testable import Hopdrink

struct FormTests {
    @Test(arguments: [
        ("", ""),
        ("name=Ada", "name=Ada"),
        ("name=Ada+Lovelace&email=a%40b.org", "name=Ada Lovelace|email=a@b.org"),
        ("a=1&a=2", "a=1|a=2"),
        ("a&&b=", "a=|b="),
        ("a=b=c", "a=b=c"),
        ("n=%C3%A9%F0%9F%8D%B7", "n=é🍷"),
        ("n=%0D%0A", "n=\r\n"),
    ])
    func `form is parsed as it was filled in`(body: String, fields: String) throws {
        let written = try FormReader.parse(Array(body.utf8))
        guard case .fields(let list) = written.content else { throw Failure.broken }
        let texts = list.map { field in
            if case .text(let text) = field.value.content { "\(field.name)=\(text)" } else { "?" }
        }
        #expect(texts.joined(separator: "|") == fields)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "a=%C3", "%FF=a", "a=%C0%80"])
    func `body that is not percent-encoded UTF-8 is malformed`(body: String) {
        #expect(throws: Failure.self) { try FormReader.parse(Array(body.utf8)) }
    }

    @Test func `number of form fields is limited`() {
        let body = String(repeating: "a=1&", count: 65)
        #expect(throws: Failure.self) { try FormReader.parse(Array(body.utf8)) }
    }
}
