import Domain
import Testing

struct RSVPDraftTests {
    @Test(arguments: [
        (["name": " Ada ", "email": "ada@Example.org"], 0),
        (["name": "Ada", "email": "ada@example.org", "companions": ""], 0),
        (["name": "Ada", "email": "ada@example.org", "companions": " 9 "], 9),
    ])
    func `RSVP needs a name and an address, companions are optional`(form: [String: String], companions: Int) throws {
        let draft = try RSVPDraft(reading: RawInput(form), capacity: 20)
        #expect(draft.name == "Ada")
        #expect(draft.address.text == "ada@example.org")
        #expect(draft.companions == companions)
    }

    @Test func `all field errors are reported together`() {
        let form = ["name": "Ada\r\nEve", "email": "ada@", "companions": "10", "token": "x"]
        let errors = #expect(throws: ValidationErrors.self) { try RSVPDraft(reading: RawInput(form), capacity: 20) }
        #expect(
            errors?.list == [
                FieldError("name", .control), FieldError("email", .address),
                FieldError("companions", .notNumber(from: 0, to: 9)),
                FieldError("token", .unknown),
            ]
        )
    }

    @Test func `empty form lacks a name and an address`() {
        let errors = #expect(throws: ValidationErrors.self) { try RSVPDraft(reading: nil, capacity: 20) }
        #expect(errors?.list == [FieldError("name", .missing), FieldError("email", .missing)])
    }

    @Test(arguments: [(1, "0", 0), (4, "3", 3), (10, "9", 9)])
    func `party may fill the whole room`(capacity: Int, text: String, companions: Int) throws {
        #expect(try RSVPDraft.companions(text, capacity: capacity) == companions)
    }

    @Test(arguments: [(1, "1"), (4, "4"), (9, "9")])
    func `party larger than the room is refused`(capacity: Int, text: String) {
        #expect(throws: FieldErrorReason.party(maximum: capacity)) {
            try RSVPDraft.companions(text, capacity: capacity)
        }
    }

    @Test(arguments: ["-1", "10", "1.5", "two"])
    func `number of companions is at most nine`(text: String) {
        #expect(throws: FieldErrorReason.notNumber(from: 0, to: 9)) { try RSVPDraft.companions(text, capacity: 20) }
    }

    @Test(arguments: [("host", true, false), ("representative", true, true), ("representative", false, false)])
    func `message goes to the host unless a representative takes questions`(
        addressee: String, allowsQuestion: Bool, isQuestion: Bool
    ) throws {
        let form = ["name": "Ada", "email": "ada@example.org", "word": "Is there\r\na lift?", "word_for": addressee]
        let words = try RSVPDraft(reading: RawInput(form), capacity: 20, allowsQuestion: allowsQuestion).words
        #expect(words.question == (isQuestion ? "Is there\na lift?" : ""))
        #expect(words.remark == (isQuestion ? "" : "Is there\na lift?"))
    }

    @Test(arguments: [("host", 1000), ("representative", 1000)])
    func `message has a max length`(addressee: String, maximum: Int) throws {
        let word = String(repeating: "x", count: maximum + 1)
        let form = ["name": "Ada", "email": "ada@example.org", "word": word, "word_for": addressee]
        let errors = #expect(throws: ValidationErrors.self) {
            try RSVPDraft(reading: RawInput(form), capacity: 20, allowsQuestion: true)
        }
        #expect(errors?.list == [FieldError("word", .tooLong(maximum: maximum))])
    }

    @Test func `answer to the question has at most 300 characters in one line, or is empty`() throws {
        var form = ["name": "Ada", "email": "ada@example.org", "answer": " "]
        #expect(try RSVPDraft(reading: RawInput(form), capacity: 20).words.answer == "")
        form["answer"] = String(repeating: "x", count: 301)
        let errors = #expect(throws: ValidationErrors.self) { try RSVPDraft(reading: RawInput(form), capacity: 20) }
        #expect(errors?.list == [FieldError("answer", .tooLong(maximum: 300))])
    }
}

struct RSVPChangeTests {
    @Test func `companions can be changed alone, but not left out`() throws {
        #expect(try RSVPChange(reading: ["companions": "3"], capacity: 4) == RSVPChange(companions: 3))
        let errors = #expect(throws: ValidationErrors.self) { try RSVPChange(reading: ["name": "Eve"], capacity: 4) }
        #expect(errors?.list == [FieldError("companions", .missing), FieldError("name", .unknown)])
    }

    @Test func `companions can be left out if the capacity is one`() throws {
        #expect(try RSVPChange(reading: ["remark": "x"], capacity: 1).companions == 0)
    }

    @Test func `whole form changes all fields, and an unticked box means no`() throws {
        var rsvp = try RSVP.sample(.waiting, party: 3)
        rsvp.acceptsFewer = true
        rsvp.words = GuestWords(answer: "a", remark: "b")
        let change = try RSVPChange(reading: ["companions": "2", "remark": "c", "answer": "d"], capacity: 4)
        let changed = rsvp.applying(change, asks: true)
        #expect(changed.words == GuestWords(answer: "d", remark: "c") && !changed.acceptsFewer)
        #expect(rsvp.applying(change, asks: false).words.answer == "a")
        #expect(rsvp.applying(RSVPChange(companions: 2), asks: true) == rsvp)
    }
}
