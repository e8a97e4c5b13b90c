import Domain
import Foundation
import Testing

struct IdentifierTests {
    private typealias ID = Identifier<Guest>

    @Test(arguments: [
        (0.0, UInt64.min, UInt16.min, "00000000000000000000000000"),
        (0.001, 0, 0, "0000000002000000000000000000".dropLast(2).description),
        (281_474_976_710.655, .max, .max, "fzzzzzzzzzzzzfzzzzzzzzzzzz"),
        (-5, 1, 1, "00000000000010000000000001"),
    ])
    func `identifier has 26 characters of base 32`(seconds: Double, low: UInt64, high: UInt16, text: String) {
        let id = ID(at: Date(timeIntervalSince1970: seconds), random: (low, high))
        #expect(id.text == text)
        #expect(ID(parsing: text) == id)
    }

    @Test func `identifiers are ordered by time, whatever the random part`() {
        let start = Date(timeIntervalSince1970: 1_790_000_000)
        let texts = (0..<2_000).map { step in
            let random = step.isMultiple(of: 2) ? (UInt64.max, UInt16.max) : (0, 0)
            return ID(at: start.addingTimeInterval(Double(step) * 0.0625), random: random).text
        }
        #expect(texts == texts.sorted())
        #expect(Set(texts).count == texts.count)
    }

    @Test(arguments: [0, 0.001, 1_790_000_000.5, 281_474_976_710.655])
    func `identifier states when it was made`(seconds: Double) {
        let made = Date(timeIntervalSince1970: seconds)
        for random in [(UInt64.min, UInt16.min), (.max, .max)] {
            #expect(abs(ID(at: made, random: random).made.timeIntervalSince(made)) < 0.0015)
        }
    }

    @Test func `different random parts give different identifiers`() {
        let now = Date(timeIntervalSince1970: 1_790_000_000)
        let ids = [ID(at: now, random: (0, 0)), ID(at: now, random: (0, 1)), ID(at: now, random: (1, 0))]
        #expect(Set(ids).count == 3)
    }

    @Test(arguments: [
        "", "0000000000000000000000000", "000000000000000000000000000", "0000000000000000000000000A",
        "0000000000000000000000000i", "0000000000000000000000000l", "0000000000000000000000000o",
        "0000000000000000000000000u", "0000000000000000000000000-", "000000000000000000000000é",
        "0000000000000000000000000\n", "../../../../../../etc/pass",
    ])
    func `text of another form is not an identifier`(text: String) {
        #expect(ID(parsing: text) == nil)
    }
}
