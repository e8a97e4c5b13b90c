import Foundation
import Testing

@testable import Mail

@Suite struct EncodedWordsTests {
    @Test(arguments: MessageTests.names)
    func `every word can be decoded by itself, and none ends inside a character`(text: String, _: String) throws {
        let words = EncodedWords.encode(text)
        let texts = try words.map { try #require(Self.decode($0)) }
        #expect(texts.joined() == text)
        let isOrdinary = text.allSatisfy { $0.utf8.count < 40 }
        #expect(!isOrdinary || texts.map(\.count).reduce(0, +) == text.count)
    }

    @Test func `text with few accents stays readable`() {
        #expect(EncodedWords.encode("Réseau de Tours") == ["=?UTF-8?Q?R=C3=A9seau_de_Tours?="])
    }

    private static func decode(_ word: String) -> String? {
        let parts = word.split(separator: "?", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[2] == "B" else {
            return parts[3].replacing("_", with: " ").replacing("=", with: "%").removingPercentEncoding
        }
        return Data(base64Encoded: String(parts[3])).flatMap { String(data: $0, encoding: .utf8) }
    }
}
