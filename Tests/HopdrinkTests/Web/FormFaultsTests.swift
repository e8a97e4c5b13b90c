import Domain
import Testing

@testable import Hopdrink

/// The page names every error in a form and says what a valid value is.
struct FormFaultsTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fields: [String]
        let read: @Sendable (RawInput) throws(ValidationErrors) -> Void

        /// Forms with many values in each field, with each field twice, and with a field that the form does not have.
        fileprivate var entries: [RawInput] {
            let values = [
                "", " ", "x", "4711", "-1", "0", "9", "yes", "host", "a\u{7}b", "a\u{202E}b", "ada@example.org",
                "https://", String(repeating: "y", count: 2000),
            ]
            let one = fields.flatMap { field in values.map { FormFaultsTests.written([(field, $0)]) } }
            let twice = fields.map { FormFaultsTests.written([($0, "1"), ($0, "1")]) }
            return one + twice + [FormFaultsTests.written([("surprise", "x")])]
        }

        fileprivate var problems: [FieldErrorReason] {
            entries.flatMap { entry -> [FieldErrorReason] in
                do throws(ValidationErrors) {
                    try read(entry)
                    return []
                } catch {
                    return error.list.map(\.problem)
                }
            }
        }
    }

    private static func written(_ fields: [(name: String, text: String)]) -> RawInput {
        RawInput(.fields(fields.map { RawInput.Field(name: $0.name, value: RawInput(.text($0.text))) }))
    }

    private static let forms = [
        Sample(
            testDescription: "RSVP",
            fields: ["name", "email", "companions", "answer", "word", "word_for", "accepts_fewer"],
            read: { (entry) throws(ValidationErrors) in
                _ = try RSVPDraft(reading: entry, capacity: 3, allowsQuestion: true)
            }
        ),
        Sample(
            testDescription: "change", fields: ["companions", "remark", "answer", "accepts_fewer"],
            read: { (entry) throws(ValidationErrors) in _ = try RSVPChange(reading: entry, capacity: 3) }
        ),
        Sample(
            testDescription: "question", fields: ["question"],
            read: { (entry) throws(ValidationErrors) in _ = try QuestionDraft.text(reading: entry) }
        ),
        Sample(
            testDescription: "card",
            fields: ["name", "trade", "firm", "city", "site", "phone", "languages", "offer", "seek"],
            read: { (entry) throws(ValidationErrors) in _ = try CardDraft.card(reading: entry) }
        ),
        Sample(
            testDescription: "following a city, and one's own data", fields: ["email"],
            read: { (entry) throws(ValidationErrors) in _ = try EmailAddress.follower(reading: entry) }
        ),
        Sample(
            testDescription: "request for a city", fields: ["city", "email"] + Weekday.allCases.map(\.name),
            read: { (entry) throws(ValidationErrors) in _ = try CityRequestDraft(reading: entry) }
        ),
    ]

    /// Errors that only the route can find: the form came too soon or too late, or the meetup has filled up.
    private static let found: [FieldErrorReason] = [
        .hasty, .stale, .places(free: 0), .places(free: 1), .places(free: 2),
    ]

    @Test(arguments: forms)
    func `no field error has the vague text`(form: Sample) {
        let problems = form.problems
        #expect(!problems.isEmpty)
        for problem in problems { #expect(problem.key != "invalid", "\(problem)") }
    }

    @Test func `forms have these reasons for field errors and no others`() {
        let keys = Set((Self.forms.flatMap(\.problems) + Self.found).map(\.key))
        #expect(
            keys == [
                "address", "cityName", "control", "hasty", "missing", "noPlace", "notNumber", "oneOf", "onePlace",
                "party", "places", "site", "stale", "tooLong", "twice", "unknown", "yesOrNo",
            ])
    }

    @Test(arguments: Samples.languages)
    func `every reason has its own sentence in every language`(language: String) throws {
        let texts = try Samples.pages().site(named: language).texts
        let problems = Self.forms.flatMap(\.problems) + Self.found
        let sentences = Dictionary(grouping: problems, by: \.key).mapValues { texts.sentence(for: $0[0]) }
        #expect(Set(sentences.values).count == sentences.count)
        for (key, sentence) in sentences {
            #expect(sentence != texts(.problemInvalid) && sentence.count > 10 && !sentence.contains("{"), "\(key)")
        }
    }
}
