/// The facts of one attempt to hand over a message.
struct SMTPResult {
    enum Ending: Equatable {
        case finished
        /// The worker was told to stop.
        case stopped
        /// `onAccept` threw.
        case withdrawn
        /// A login is configured, and the relay didn't ask for one.
        case loginMissing
        /// No such host, or nobody there.
        case unreachable(String)
        /// The encryption that is required can't be had, or not from whom it must be.
        case insecure(String)
        case loginRefused(String)
        case timedOut(String)
        case failed(String)
    }

    var ending: Ending
    var step = SMTPTranscript.Step.greeting
    var reply: SMTPReply?
    var isOnKeptConnection = false

    /// A relay may hang up an idle connection at any time, with or without a 421. That is nobody's failure.
    var deservesAnotherConnection: Bool {
        guard isOnKeptConnection, step <= .data, case .failed = ending else { return false }
        return reply == nil || reply?.code == 421
    }
}
