import Domain
import Testing

struct FieldErrorTests {
    @Test(arguments: [
        (FieldError("name", .missing), "`name` is missing"),
        (FieldError("", .notFields), "must be a group of named values"),
        (
            FieldError("cities[0].timezone", .timeZone, at: SourceLocation(line: 3, column: 15)),
            "line 3, column 15: `cities[0].timezone` is not an IANA time zone such as Europe/Paris"
        ),
        (
            FieldError("companions", .party(maximum: 20)),
            "`companions` must not bring more than 20 people in all: that is what the room holds"
        ),
    ])
    func `field error is one sentence, with its location first`(fieldError: FieldError, sentence: String) {
        #expect(fieldError.sentence == sentence)
    }
}
