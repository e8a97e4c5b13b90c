/// The facts of one finished request.
struct IMAPReport {
    enum Ending: Equatable {
        case finished
        /// The mailbox was stopped.
        case stopped
        case tooLarge
        /// The message does not exist, or the folder has another validity.
        case notFound
        /// The response has a form that libcurl does not know.
        case unreadable
        case loginDenied
        case failed
    }

    let ending: Ending
    let transcript: IMAPTranscript
    let content: [UInt8]
    /// libcurl's message for a failure.
    let reason: String

    /// The server's refusal, or nil if the request ended otherwise.
    var refusal: IMAPCompletion? {
        transcript.completion.flatMap { $0.result == .ok ? nil : $0 }
    }

    var explanation: String { refusal?.text ?? reason }
}
