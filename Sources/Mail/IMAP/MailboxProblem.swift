/// What keeps a mailbox from being read. The texts are the server's or libcurl's, for an operator.
package enum MailboxProblem: Sendable, Equatable {
    /// No connection, no encryption, no answer, or not now: what works again by itself or needs the server's operator.
    case unavailable(String)
    /// The name or the password is wrong, or the server offers no way to log in.
    case loginRefused(String)
    /// The folder to read from, or the one to move to.
    case folderMissing(String)
    /// The mailbox was told to stop.
    case stopped
}

extension MailboxProblem {
    /// The rule: what the server refused tells what is wrong, and anything else may be better the next time.
    init(_ report: IMAPReport, _ request: IMAPRequest) {
        let refusal = report.refusal
        switch report.transcript.step {
        case _ where report.ending == .stopped: self = .stopped
        case _ where refusal?.isTemporary == true: self = .unavailable(report.explanation)
        case ..<IMAPTranscript.Step.selection where report.ending == .loginDenied:
            self = .loginRefused(report.explanation)
        case .selection where refusal != nil: self = .folderMissing(request.folder.name)
        case .command where refusal?.code == "TRYCREATE": self = .folderMissing(request.target?.name ?? "")
        default: self = .unavailable(report.explanation)
        }
    }
}
