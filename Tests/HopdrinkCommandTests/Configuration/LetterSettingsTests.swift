import Domain
import Hopdrink
import Testing

@testable import HopdrinkCommand

struct LetterSettingsTests {
    private func letters(_ text: String) throws -> LetterSettings {
        try Settings(yaml: "mail: {\(text)}").mail.letters
    }

    @Test func `guests are thanked and hosts get the head count, unless the operator turns that off`() throws {
        #expect(try letters("") == LetterSettings())
        #expect(try !letters("thanks: no").thanks && letters("thanks: yes").thanks)
        #expect(try letters("head_count: no").headCount == nil)
        #expect(try letters("head_count: 90m").headCount == 90)
        #expect(throws: ValidationErrors.self) { try letters("head_count: soon") }
    }
}
