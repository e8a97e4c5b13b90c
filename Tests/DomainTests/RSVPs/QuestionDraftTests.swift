import Domain
import Testing

struct QuestionDraftTests {
    @Test func `question may have several lines`() throws {
        #expect(try QuestionDraft.text(reading: ["question": " Is there\r\na lift?\n"]) == "Is there\na lift?")
        #expect(throws: Never.self) {
            try QuestionDraft.text(reading: ["question": RawInput(.text(String(repeating: "é", count: 1000)))])
        }
    }

    @Test(arguments: ["", " \n ", "a\u{0}b", "a\u{202E}b", String(repeating: "é", count: 1001)])
    func `empty, hidden and too long texts are refused`(text: String) {
        #expect(throws: ValidationErrors.self) { try QuestionDraft.text(reading: ["question": RawInput(.text(text))]) }
    }
}
