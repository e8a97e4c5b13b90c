import Domain
import Testing

struct LetterInterventionTests {
    @Test(arguments: LetterState.allCases)
    func `a letter is sent once more only when its way is over and it did not arrive`(state: LetterState) {
        let isRetried = [LetterState.dead, .uncertain, .suppressed, .expired].contains(state)
        #expect((LetterIntervention.refusalToRetry(state, isOpen: false) == nil) == isRetried)
        #expect(LetterIntervention.refusalToRetry(state, isOpen: true) != nil)
    }

    @Test(arguments: [
        (LetterState.ready, true, true), (.scheduled, true, true), (.retry, true, true), (.uncertain, true, true),
        (.uncertain, false, true), (.leased, true, false), (.sending, true, false), (.sent, false, false),
        (.dead, false, false), (.withdrawn, false, false),
    ])
    func `a letter is taken back while nobody sends it`(state: LetterState, isOpen: Bool, isDropped: Bool) {
        #expect((LetterIntervention.refusalToDrop(state, isOpen: isOpen) == nil) == isDropped)
    }

    @Test func `kinds are written in small letters, or as the API names them`() throws {
        #expect(LetterKind.promoted.word == "promoted" && LetterKind.digest.word == "digest")
        for kind in LetterKind.allCases {
            #expect(try LetterKind(parsing: kind.word) == kind)
            #expect(try LetterKind(parsing: kind.rawValue) == kind)
        }
        #expect(throws: FieldErrorReason.self) { try LetterKind(parsing: "moved up") }
        #expect(throws: FieldErrorReason.self) { try LetterState(parsing: "lost") }
    }
}
