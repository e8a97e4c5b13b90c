/// The facts of one attempt to send a message.
struct SMTPResult {
    enum Ending: Equatable {
        case finished
        /// The worker was stopped.
        case stopped
        /// `onAccept` threw.
        case withdrawn
        /// A login is configured, and the relay didn't offer one.
        case loginMissing
        /// The host does not exist or does not respond.
        case unreachable(String)
        /// The required encryption is not available, or the server's certificate is not valid.
        case insecure(String)
        case loginRefused(String)
        case timedOut(String)
        case failed(String)
    }

    var ending: Ending
    var step = SMTPTranscript.Step.greeting
    var reply: SMTPReply?
    var isOnKeptConnection = false

    /// A relay may close an idle connection at any time, with or without a 421. This is not a failure.
    var deservesAnotherConnection: Bool {
        guard isOnKeptConnection, step <= .data, case .failed = ending else { return false }
        return reply == nil || reply?.code == 421
    }
}
