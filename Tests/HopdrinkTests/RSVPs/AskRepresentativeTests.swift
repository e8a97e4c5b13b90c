import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// A guest's question to the city's representative.
struct AskRepresentativeTests {
    private let site: TestSite
    private let manage: String

    init() async throws {
        site = try await TestSite(TestNetwork(representative: "Camille Roy <camille@example.org>"))
        try await site.join("ada@example.org")
        manage = try site.manageLink(of: "ada@example.org")
    }

    private func ask(_ text: String) async throws -> Visitor.Answer {
        try await site.visitor.post("\(manage)/question", form: ["question": text])
    }

    @Test func `question is emailed to the representative, with a reply to the guest`() async throws {
        let page = try await site.visitor.get(manage)
        #expect(page.text.contains("Camille Roy looks after the city") && !page.text.contains("camille@"))
        #expect(page.markup.all("form").contains { $0["action"] == "\(manage)/question" })
        let answer = try await ask("Is there a lift?\r\nOr stairs?")
        #expect(answer.status == .seeOther && answer.location == "\(manage)/asked")
        #expect(try await site.visitor.get("\(manage)/asked").text.contains("Your question has been sent"))
        try await site.deliver()
        let letter = try #require(site.relay.letters(to: "camille@example.org").first)
        #expect(letter.header("Reply-To").hasSuffix("<ada@example.org>"))
        #expect(letter.plain.contains("> Is there a lift?\r\n> Or stairs?\r\n"))
        #expect(try await !site.holds("Is there a lift"))
    }

    @Test func `invalid question comes back with the entered text`() async throws {
        let answer = try await ask(String(repeating: "x", count: 1001))
        #expect(answer.status == .unprocessableContent && answer.markup[id: "question-fault"] != nil)
        #expect(answer.markup[id: "question"]?.text.utf8.count == 1001 && answer.markup[id: "companions-fault"] == nil)
        #expect(try await ask("").status == .unprocessableContent)
    }

    @Test func `questions are limited to five a day`() async throws {
        for number in 1...5 { #expect(try await ask("\(number)?").status == .seeOther) }
        #expect(try await ask("6?").status == .tooManyRequests)
        site.clock.advance(by: .day + 1)
        #expect(try await ask("6?").status == .seeOther)
    }

    @Test func `question form is missing without a representative's address or after a cancellation`() async throws {
        let site = try await TestSite(TestNetwork(representative: "Camille Roy"))
        try await site.join("ada@example.org")
        let link = try site.manageLink(of: "ada@example.org")
        #expect(try await !site.visitor.get(link).text.contains("/question"))
        #expect(try await site.visitor.post("\(link)/question", form: ["question": "?"]).status == .notFound)
        try await self.site.cancel("ada@example.org")
        #expect(try await !self.site.visitor.get(manage).text.contains("/question"))
        #expect(try await ask("?").status == .notFound)
    }
}
