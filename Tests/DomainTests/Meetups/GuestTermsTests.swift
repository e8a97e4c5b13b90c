import Domain
import Testing

struct GuestTermsTests {
    private func read(_ written: RawInput) -> (terms: GuestTerms, errors: [FieldError]) {
        var fields = InputDecoder(written)
        let change = GuestTermsChange(reading: &fields)
        fields.closeUnknown()
        return (GuestTerms().applying(change), fields.errors)
    }

    @Test func `without a word nothing is asked, nobody passes, and the list closes two hours before`() {
        let (terms, errors) = read([:])
        #expect(terms.question == "" && terms.reconfirm == nil && errors.isEmpty)
        #expect(!terms.waitingList.smallerMayPass && terms.waitingList.closing == 120)
    }

    @Test func `all can be said`() {
        let (terms, errors) = read([
            "question": "Which topic?", "waiting_list": ["smaller_may_pass": "yes", "until": "30m"], "reconfirm": "48h",
        ])
        #expect(terms.question == "Which topic?" && terms.reconfirm == 2880 && errors.isEmpty)
        #expect(terms.waitingList.smallerMayPass && terms.waitingList.closing == 30)
    }

    @Test func `what was said can be taken back`() {
        var terms = GuestTerms()
        (terms.question, terms.reconfirm) = ("Which topic?", 2880)
        var fields = InputDecoder(["question": "", "reconfirm": "no"])
        #expect(terms.applying(GuestTermsChange(reading: &fields)) == GuestTerms())
    }

    @Test func `faults have their place`() {
        let errors = read(["waiting_list": ["until": "soon", "first": "me"], "reconfirm": "5m", "question": "a\nb"])
            .errors
        #expect(errors.map(\.field) == ["question", "waiting_list.until", "waiting_list.first", "reconfirm"])
    }

    @Test func `no calendar shows any of it`() throws {
        let meetup = try Meetup.sample()
        var change = MeetupChange()
        change.guests.question = "Which topic?"
        change.guests.reconfirm = 2880
        let changed = meetup.applying(change, at: try .utc("2026-12-01T08:00:00Z"))
        #expect(changed.terms.guests.question == "Which topic?" && changed.revision == meetup.revision)
    }
}
