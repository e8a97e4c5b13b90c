/// The reason why a mailbox can't be read. The texts come from the server or libcurl and are meant for an operator.
package enum MailboxProblem: Sendable, Equatable {
    /// No connection, no encryption, no response, or a temporary refusal. It passes by itself or needs the server's
    /// operator.
    case unavailable(String)
    /// The name or the password is wrong, or the server offers no way to log in.
    case loginRefused(String)
    /// The folder to read from or the folder to move to does not exist.
    case folderMissing(String)
    /// The mailbox was stopped.
    case stopped
}

extension MailboxProblem {
    /// A refusal by the server identifies the problem. Any other failure may pass by itself.
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
