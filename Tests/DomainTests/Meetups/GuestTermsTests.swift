import Domain
import Testing

struct GuestTermsTests {
    private func read(_ written: Written) -> (terms: GuestTerms, faults: [Fault]) {
        var fields = Fields(written)
        let change = GuestTermsChange(reading: &fields)
        fields.closeUnknown()
        return (GuestTerms().applying(change), fields.faults)
    }

    @Test func `without a word nothing is asked, nobody passes, and the list closes two hours before`() {
        let (terms, faults) = read([:])
        #expect(terms.question == "" && terms.reconfirm == nil && faults.isEmpty)
        #expect(!terms.waitingList.smallerMayPass && terms.waitingList.closing == 120)
    }

    @Test func `all can be said`() {
        let (terms, faults) = read([
            "question": "Which topic?", "waiting_list": ["smaller_may_pass": "yes", "until": "30m"], "reconfirm": "48h",
        ])
        #expect(terms.question == "Which topic?" && terms.reconfirm == 2880 && faults.isEmpty)
        #expect(terms.waitingList.smallerMayPass && terms.waitingList.closing == 30)
    }

    @Test func `what was said can be taken back`() {
        var terms = GuestTerms()
        (terms.question, terms.reconfirm) = ("Which topic?", 2880)
        var fields = Fields(["question": "", "reconfirm": "no"])
        #expect(terms.applying(GuestTermsChange(reading: &fields)) == GuestTerms())
    }

    @Test func `faults have their place`() {
        let faults = read(["waiting_list": ["until": "soon", "first": "me"], "reconfirm": "5m", "question": "a\nb"])
            .faults
        #expect(faults.map(\.field) == ["question", "waiting_list.until", "waiting_list.first", "reconfirm"])
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
