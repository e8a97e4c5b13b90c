import Domain
import Testing

struct LetterInterventionTests {
    @Test(arguments: LetterState.allCases)
    func `letter can be sent again only if it is finished and was not delivered`(state: LetterState) {
        let isRetried = [LetterState.dead, .uncertain, .suppressed, .expired].contains(state)
        #expect((LetterIntervention.refusalToRetry(state, isOpen: false) == nil) == isRetried)
        #expect(LetterIntervention.refusalToRetry(state, isOpen: true) != nil)
    }

    @Test(arguments: [
        (LetterState.ready, true, true), (.scheduled, true, true), (.retry, true, true), (.uncertain, true, true),
        (.uncertain, false, true), (.leased, true, false), (.sending, true, false), (.sent, false, false),
        (.dead, false, false), (.withdrawn, false, false),
    ])
    func `letter that waits or is uncertain can be withdrawn`(state: LetterState, isOpen: Bool, isDropped: Bool) {
        #expect((LetterIntervention.refusalToDrop(state, isOpen: isOpen) == nil) == isDropped)
    }

    @Test func `kinds are read in snake case`() throws {
        #expect(try LetterKind(parsing: "promoted") == .promoted && LetterKind(parsing: "head_count") == .headCount)
        for kind in LetterKind.allCases {
            #expect(try LetterKind(parsing: kind.rawValue) == kind)
            #expect(kind.rawValue.allSatisfy { $0.isLowercase || $0 == "_" })
        }
        #expect(throws: FieldErrorReason.self) { try LetterKind(parsing: "moved up") }
        #expect(throws: FieldErrorReason.self) { try LetterState(parsing: "lost") }
    }
}
