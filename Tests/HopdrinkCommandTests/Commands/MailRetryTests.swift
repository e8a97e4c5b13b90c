import ArgumentParser
import Domain
import Testing

@testable import HopdrinkCommand

struct MailRetryTests {
    private static let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV"

    @Test(arguments: [
        [], ["--state", "sent"], ["--state", "lost"], ["--kind", "nonsense"], ["--since", "soon"],
        ["--all", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
    ])
    func `an empty or contradictory retry order is refused`(words: [String]) {
        #expect(throws: (any Error).self) { try MailRetry.parse(words) }
    }

    @Test func `filters can be combined`() throws {
        let retry = try MailRetry.parse(["--state", "dead", "--kind", "promoted", "--since", "2h"])
        #expect(retry.state == .dead && retry.kind == .promoted && retry.since?.text == "2h" && !retry.all)
    }

    @Test func `the result tells how many emails are sent again, and why others are not`() {
        let all = RetriedLetters(retried: 3, outdated: 0, suppressed: 0, lost: 0)
        #expect(all.text == "Emails that are sent again: 3\n")
        let some = RetriedLetters(retried: 0, outdated: 2, suppressed: 1, lost: 0)
        #expect(some.text.contains("2 are not: their deadline") && some.text.contains("1 are not: their addresses"))
    }
}
