import Foundation
import Mail
import Testing

@testable import HopdrinkCommand

struct RelayAdviceTests {
    private let relay = RelaySettings(name: .fallback, host: "mail.example.org", port: 587)

    private func advice(_ obstacle: SMTPProbe.Obstacle, _ code: Int) -> RelayAdvice {
        RelayAdvice(obstacle, SMTPReply(code: code, status: nil, text: "some words"), relay)
    }

    @Test(
        arguments: [
            (.unreachable, 0, EX_UNAVAILABLE, "mail.fallback.host"),
            (.greeting, 0, EX_UNAVAILABLE, "mail.fallback.port"),
            (.greeting, 421, EX_TEMPFAIL, "how many connections"), (.greeting, 554, EX_UNAVAILABLE, "its log"),
            (.hello, 502, EX_UNAVAILABLE, "mail.fallback.hello"),
            (.encryption, 0, EX_PROTOCOL, "mail.fallback.security"),
            (.noLogin, 250, EX_CONFIG, "leave out `user`"), (.login, 535, EX_NOPERM, "the password"),
            (.login, 454, EX_TEMPFAIL, "try again later"), (.sender, 550, EX_UNAVAILABLE, "mail.from"),
            (.recipient, 550, EX_NOUSER, "Check the address"), (.recipient, 450, EX_TEMPFAIL, "try again later"),
            (.data, 554, EX_UNAVAILABLE, "log"), (.text, 0, EX_UNAVAILABLE, "log"),
            (.end, 554, EX_UNAVAILABLE, "log says why"),
            (.end, 451, EX_TEMPFAIL, "log says why"), (.end, 0, EX_TEMPFAIL, "may have arrived"),
        ] as [(SMTPProbe.Obstacle, Int, Int32, String)])
    func `every failure has its advice`(obstacle: SMTPProbe.Obstacle, code: Int, exitCode: Int32, words: String) {
        let advice = advice(obstacle, code)
        #expect(advice.exitCode == exitCode)
        #expect(advice.advice.contains(words), "\(advice.advice)")
    }

    @Test func `the relay's words are quoted, and ours are not`() {
        #expect(advice(.login, 535).failure == "It failed at the login: the relay said “535 some words”.")
        #expect(advice(.unreachable, 0).failure == "It failed while connecting: some words.")
    }
}
