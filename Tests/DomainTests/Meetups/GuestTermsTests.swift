import Domain
import Testing

struct GuestTermsTests {
    private func read(_ written: RawInput) -> (terms: GuestTerms, errors: [FieldError]) {
        var fields = InputDecoder(written)
        let change = GuestTermsChange(reading: &fields)
        fields.closeUnknown()
        return (GuestTerms().applying(change), fields.errors)
    }

    @Test func `defaults: no question, no passing, and the list closes two hours before the start`() {
        let (terms, errors) = read([:])
        #expect(terms.question == "" && terms.reconfirm == nil && errors.isEmpty)
        #expect(!terms.waitingList.smallerMayPass && terms.waitingList.closing == 120)
    }

    @Test func `all settings are read`() {
        let (terms, errors) = read([
            "question": "Which topic?", "waiting_list": ["smaller_may_pass": "yes", "until": "30m"], "reconfirm": "48h",
        ])
        #expect(terms.question == "Which topic?" && terms.reconfirm == 2880 && errors.isEmpty)
        #expect(terms.waitingList.smallerMayPass && terms.waitingList.closing == 30)
    }

    @Test func `settings can be removed again`() {
        var terms = GuestTerms()
        (terms.question, terms.reconfirm) = ("Which topic?", 2880)
        var fields = InputDecoder(["question": "", "reconfirm": "no"])
        #expect(terms.applying(GuestTermsChange(reading: &fields)) == GuestTerms())
    }

    @Test func `field errors have their path`() {
        let errors = read(["waiting_list": ["until": "soon", "first": "me"], "reconfirm": "5m", "question": "a\nb"])
            .errors
        #expect(errors.map(\.field) == ["question", "waiting_list.until", "waiting_list.first", "reconfirm"])
    }

    @Test func `calendars do not show the guest terms`() throws {
        let meetup = try Meetup.sample()
        var change = MeetupChange()
        change.guests.question = "Which topic?"
        change.guests.reconfirm = 2880
        let changed = meetup.applying(change, at: try .utc("2026-12-01T08:00:00Z"))
        #expect(changed.terms.guests.question == "Which topic?" && changed.revision == meetup.revision)
    }
}
