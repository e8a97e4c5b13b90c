import Domain
import Testing

struct TokenTests {
    @Test(arguments: ["AAAAAAAAAAAAAAAAAAAAAA", "abcdefghijklmnopqrstuv", "wxyz0123456789-_ABCDEF"])
    func `22 characters of base64url are a token`(text: String) {
        #expect(Token(parsing: text)?.text == text)
    }

    @Test(arguments: [
        "", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAA+",
        "AAAAAAAAAAAAAAAAAAAAA/", "AAAAAAAAAAAAAAAAAAAAA ", "AAAAAAAAAAAAAAAAAAAAA\n", "AAAAAAAAAAAAAAAAAAAAAA\r\n",
        "AAAAAAAAAAAAAAAAAAAAé", "AAAAAAAAAAAAAAAAAAAA\u{301}", "AAAAAAAAAAAAAAAAAAA\u{212A}",
    ])
    func `text of another form is not a token`(text: String) {
        #expect(Token(parsing: text) == nil)
    }
}
