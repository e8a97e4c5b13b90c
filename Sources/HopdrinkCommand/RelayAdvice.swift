import Glibc
import Mail

/// Advice for the operator if a relay accepted no email: the step that failed, and what to do.
struct RelayAdvice: Equatable {
    let failure: String
    let advice: String
    /// The exit code of sysexits.h.
    let exitCode: Int32

    init(_ obstacle: SMTPProbe.Obstacle, _ reply: SMTPReply, _ relay: RelaySettings) {
        failure = "It failed \(obstacle.place): \(reply.isOurs ? reply.text : "the relay said “\(reply)”")."
        advice = obstacle.advice(reply, "mail.\(relay.name.setting)")
        exitCode = obstacle.exitCode(reply)
    }
}

extension SMTPProbe.Obstacle {
    fileprivate var place: String {
        switch self {
        case .unreachable: "while connecting"
        case .greeting: "at the greeting"
        case .hello: "at EHLO"
        case .encryption: "at the encryption"
        case .login, .noLogin: "at the login"
        case .sender: "at the sender (MAIL)"
        case .recipient: "at the recipient (RCPT)"
        case .data: "before the text (DATA)"
        case .text: "in the middle of the text"
        case .end: "after the text"
        }
    }

    fileprivate func advice(_ reply: SMTPReply, _ place: String) -> String {
        switch self {
        case .unreachable: "Check `\(place).host` and `port`, and whether a firewall lets this machine out."
        case .greeting: greetingAdvice(reply, place)
        case .hello: "Set `\(place).hello` to a name that leads back to this machine."
        case .encryption:
            "Check `\(place).security` and `port`, that `host` is the name in the certificate, and `ca_file` if it is a private one."
        case .noLogin: "The relay offers no login here: check `\(place).security` and `port`, or leave out `user`."
        case .login where reply.code / 100 == 4: "The relay can't check the login at present: try again later."
        case .login: "Check `\(place).user` and the password."
        case .sender:
            "Let the relay accept emails from the address in `mail.from`; many want it to belong to `\(place).user`."
        case .recipient where reply.code / 100 == 4: "The relay accepts none for this address now: try again later."
        case .recipient:
            "Check the address; if the relay mentions relaying, it must be told to accept emails from here."
        case .data, .text: "Check the relay's log."
        case .end where reply.isOurs: "The email may have arrived all the same: check there, and the relay's log."
        case .end: "The relay read the email and refused it: its log says why."
        }
    }

    private func greetingAdvice(_ reply: SMTPReply, _ place: String) -> String {
        reply.isOurs
            ? "No mail server answers there: check `\(place).port`, and `security` (smtps is encrypted at once)."
            : "The relay does not serve this machine now: check its log, and how many connections it allows."
    }

    fileprivate func exitCode(_ reply: SMTPReply) -> Int32 {
        switch self {
        case .unreachable, .hello: EX_UNAVAILABLE
        case .encryption: EX_PROTOCOL
        case .noLogin: EX_CONFIG
        case .end where reply.isOurs: EX_TEMPFAIL
        case _ where reply.code / 100 == 4: EX_TEMPFAIL
        case .login: EX_NOPERM
        case .recipient: EX_NOUSER
        case .greeting, .sender, .data, .text, .end: EX_UNAVAILABLE
        }
    }
}

extension SMTPReply {
    /// Whether the text is libcurl's or ours, because the relay sent no reply.
    fileprivate var isOurs: Bool { code == 0 }
}
