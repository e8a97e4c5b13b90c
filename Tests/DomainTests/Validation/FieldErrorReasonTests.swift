import Domain
import Testing

struct FieldErrorReasonTests {
    @Test(arguments: [
        (FieldErrorReason.missing, "missing", [:]), (.tooLong(maximum: 80), "tooLong", ["maximum": "80"]),
        (.notNumber(from: 0, to: 9), "notNumber", ["from": "0", "to": "9"]), (.control, "control", [:]),
        (.address, "address", [:]), (.party(maximum: 20), "party", ["maximum": "20"]),
        (.places(free: 3), "places", ["free": "3"]), (.places(free: 1), "onePlace", ["free": "1"]),
        (.places(free: 0), "noPlace", ["free": "0"]), (.unknown, "unknown", [:]), (.twice, "twice", [:]),
        (.yesOrNo, "yesOrNo", [:]), (.oneOf(["host"]), "oneOf", [:]), (.cityName, "cityName", [:]),
        (.hasty, "hasty", [:]), (.stale, "stale", [:]), (.site, "site", [:]),
    ])
    func `reason has a translation key and placeholders`(
        problem: FieldErrorReason, key: String, arguments: [String: String]
    ) {
        #expect(problem.key == key)
        #expect(problem.arguments == arguments)
    }

    /// What only the configuration and the API can get wrong is told in English, by `sentence`.
    @Test(arguments: [
        FieldErrorReason.notText, .notList, .notFields, .notType("a number"), .tooMany(maximum: 3),
        .tooShort(minimum: 3), .slug,
        .reservedSlug, .timeZone, .language, .country, .date, .time, .localDateTime, .duration, .coordinates,
        .rule("why"), .ruleNeverOccurs, .ruleNeedsStart, .dateNotInRule, .dateInRule, .past, .noZoneRules,
        .format("why"),
    ])
    func `a problem that no form can meet has the text that all others share`(problem: FieldErrorReason) {
        #expect(problem.key == "invalid" && problem.arguments.isEmpty && !problem.sentence.isEmpty)
    }

    @Test(arguments: [
        (FieldErrorReason.oneOf(["smtp", "maildir"]), "must be one of smtp, maildir"),
        (.format("line 3 ends early"), "line 3 ends early"),
        (.rule("FREQ stands twice"), "is not a rule that Hopdrink understands: FREQ stands twice"),
        (.places(free: 3), "does not fit; places left: 3"),
    ])
    func `sentence of a reason contains its details`(problem: FieldErrorReason, sentence: String) {
        #expect(problem.sentence == sentence)
    }
}
