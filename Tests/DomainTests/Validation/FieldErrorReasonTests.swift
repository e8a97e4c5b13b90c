import Domain
import Testing

struct ProblemTests {
    @Test(arguments: [
        (FieldErrorReason.missing, "missing", [:]), (.tooLong(maximum: 80), "tooLong", ["maximum": "80"]),
        (.notNumber(from: 0, to: 9), "notNumber", ["from": "0", "to": "9"]), (.control, "control", [:]),
        (.address, "address", [:]), (.party(maximum: 20), "party", ["maximum": "20"]),
        (.locations(free: 3), "places", ["free": "3"]), (.slug, "invalid", [:]), (.rule("why"), "invalid", [:]),
    ])
    func `a problem has a translation and its placeholders`(
        problem: FieldErrorReason, key: String, arguments: [String: String]
    ) {
        #expect(problem.key == key)
        #expect(problem.arguments == arguments)
    }

    @Test(arguments: [
        (FieldErrorReason.oneOf(["smtp", "maildir"]), "must be one of smtp, maildir"),
        (.format("line 3 ends early"), "line 3 ends early"),
        (.rule("FREQ stands twice"), "is not a rule Hopdrink can keep: FREQ stands twice"),
        (.locations(free: 3), "does not fit: places left are 3"),
    ])
    func `a problem's sentence carries what it is about`(problem: FieldErrorReason, sentence: String) {
        #expect(problem.sentence == sentence)
    }
}
