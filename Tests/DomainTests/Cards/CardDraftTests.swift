import Foundation
import Testing

@testable import Domain

struct CardDraftTests {
    private static let full = [
        "name": "Ada Lovelace", "trade": "Illustratrice", "firm": "Ada & fils", "city": "Tours",
        "site": "ada.example/me?x=1#top", "phone": "06 12 34 56 78", "languages": "français, English",
        "offer": "Des dessins.\r\nDes livres.", "seek": "Une imprimerie",
    ]

    private func errors(_ changes: [String: String]) -> [FieldError] {
        do throws(ValidationErrors) {
            _ = try CardDraft.card(reading: RawInput(Self.full.merging(changes) { $1 }))
            return []
        } catch {
            return error.list
        }
    }

    @Test func `card keeps every field`() throws {
        let card = try CardDraft.card(reading: RawInput(Self.full))
        #expect(
            [card.name, card.trade, card.firm, card.city] == ["Ada Lovelace", "Illustratrice", "Ada & fils", "Tours"])
        #expect(card.site?.text == "https://ada.example/me?x=1#top")
        #expect([card.phone, card.languages] == ["06 12 34 56 78", "français, English"])
        #expect([card.offer, card.seek] == ["Des dessins.\nDes livres.", "Une imprimerie"])
    }

    @Test func `every field except name and trade may be missing or empty`() throws {
        let card = Card(name: "Ada", trade: "Illustratrice")
        #expect(try CardDraft.card(reading: RawInput(["name": "Ada", "trade": "Illustratrice"])) == card)
        let blank = Self.full.mapValues { _ in " " }.merging(["name": "Ada", "trade": "Illustratrice"]) { $1 }
        #expect(try CardDraft.card(reading: RawInput(blank)) == card)
    }

    @Test(arguments: [
        ("name", "", FieldErrorReason.missing), ("trade", " ", .missing),
        ("name", String(repeating: "a", count: 81), .tooLong(maximum: 80)),
        ("trade", "a\u{202E}b", .control), ("firm", "a\u{0}b", .control),
        ("city", String(repeating: "a", count: 81), .tooLong(maximum: 80)),
        ("phone", String(repeating: "1", count: 41), .tooLong(maximum: 40)), ("languages", "a\nb", .control),
        ("offer", String(repeating: "a", count: 501), .tooLong(maximum: 500)), ("seek", "a\u{7}", .control),
        ("site", "javascript:alert(1)", .site), ("shoes", "44", .unknown),
    ])
    func `invalid field gives its field error`(field: String, text: String, problem: FieldErrorReason) {
        #expect(errors([field: text]) == [FieldError(field, problem)])
    }

    @Test(arguments: [
        ("https://example.org", "https://example.org"), ("HTTP://Example.ORG/A", "http://example.org/A"),
        ("example.org", "https://example.org"), ("www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
        (" https://example.org:8080/ ", "https://example.org:8080/"), ("example.org?a", "https://example.org?a"),
        ("https://xn--caf-dma.example/%C3%A9", "https://xn--caf-dma.example/%C3%A9"),
    ])
    func `web address is http or https`(text: String, address: String) throws {
        #expect(try WebAddress(parsing: text).text == address)
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "ftp://example.org", "//example.org", "https://", "https:///a",
        "https://localhost", "https://ada@example.org", "https://ada:secret@example.org",
        "https://example.org@evil.test",
        "https://example..org", "https://-a.example", "https://example.org:x", "https://example.org:123456",
        "https://example.org/\"onclick=x", "https://example.org/<b>", "https://example.org/a b", "https://exämple.org",
        "https://example.org/\u{301}", "https://example.org/\u{0}", "https://[::1]/", "https:example.org", "example",
        "https://example.org\\@evil.test", "mailto:ada@example.org", "java\nscript:alert(1).x",
    ])
    func `anything else is not a web address`(text: String) {
        #expect(throws: FieldErrorReason.site) { try WebAddress(parsing: text) }
    }

    @Test(arguments: [
        ("Illustratrice", "illustratrice"), ("Développeuse", "DEVELOPPEUSE"), ("web  designer", " Web\u{a0}Designer"),
        ("De\u{301}veloppeur", "développeur"),
    ])
    func `trades are equal regardless of accents, case and spaces`(one: String, other: String) {
        #expect(Card(name: "A", trade: one).foldedTrade == Card(name: "B", trade: other).foldedTrade)
    }

    @Test(arguments: [(0, nil), (1, nil), (2, 2), (7, 7)] as [(Int, Int?)])
    func `single trade is not shown, because it could identify a guest`(count: Int, shown: Int?) {
        #expect(Card.tradesShown(of: count) == shown)
    }

    @Test func `JSON of a card has the filled-in fields and nothing else`() throws {
        var card = Card(name: "Ada", trade: "Illustratrice")
        card.site = try WebAddress(parsing: "ada.example")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(card), as: UTF8.self)
        #expect(text == #"{"name":"Ada","site":"https://ada.example","trade":"Illustratrice"}"#)
    }
}
