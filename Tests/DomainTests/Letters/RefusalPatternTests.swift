import Domain
import Testing

struct RefusalPatternTests {
    @Test func `refusals with the same text in three domains mean us, until an email is accepted`() {
        var pattern = RefusalPattern()
        let said = ["<ada@a.example>: computer says no (id 1x1)", "<bob@b.example>: computer says no (id 2y2)"]
        let first = zip(said, ["ada@a.example", "bob@b.example"]).map { pattern.meansUs(by: $0, to: $1) }
        #expect(first == [false, false])
        let third = pattern.meansUs(by: "<eve@c.example>: Computer says no (id 3)", to: "eve@c.example")
        #expect(third)
        pattern.noteTaken(to: "zoe@a.example")
        let afterwards = pattern.meansUs(by: "<eve@c.example>: computer says no", to: "eve@c.example")
        #expect(!afterwards)
    }

    @Test func `refusals with other texts, or in one domain, mean each reader`() {
        var pattern = RefusalPattern()
        for number in 1...9 {
            let isOfUs = pattern.meansUs(by: "no", to: "guest\(number)@a.example")
            #expect(!isOfUs)
        }
        for (domain, words) in [("a", "no"), ("b", "never"), ("c", "nobody"), ("d", "no")] {
            let isOfUs = pattern.meansUs(by: words, to: "ada@\(domain).example")
            #expect(!isOfUs)
        }
    }

    @Test func `email that is refused again while others are accepted is meant alone`() {
        var pattern = RefusalPattern()
        let before = [pattern.meansOnlyOne(to: "ada@a.example"), pattern.meansOnlyOne(to: "ada@a.example")]
        #expect(before == [false, false])
        pattern.noteTaken(to: "bob@a.example")
        let after = [pattern.meansOnlyOne(to: "ada@a.example"), pattern.meansOnlyOne(to: "eve@a.example")]
        #expect(after == [true, false])
        pattern.noteTaken(to: "ada@a.example")
        let taken = pattern.meansOnlyOne(to: "ada@a.example")
        #expect(!taken)
    }

    @Test func `number of remembered emails is limited`() {
        var pattern = RefusalPattern()
        _ = pattern.meansOnlyOne(to: "first@a.example")
        for number in 1...RefusalPattern.maxSuspects { _ = pattern.meansOnlyOne(to: "guest\(number)@a.example") }
        pattern.noteTaken(to: "bob@a.example")
        let isKnown = pattern.meansOnlyOne(to: "first@a.example")
        #expect(!isKnown)
    }
}
