/// The facts of one request that was made.
struct IMAPReport {
    enum Ending: Equatable {
        case finished
        /// The mailbox was told to stop.
        case stopped
        case tooLarge
        /// No such message, or a folder with another validity.
        case notFound
        /// An answer in a form that libcurl does not know.
        case unreadable
        case loginDenied
        case failed
    }

    let ending: Ending
    let transcript: IMAPTranscript
    let content: [UInt8]
    /// libcurl's words for a failure.
    let reason: String

    /// What the server refused, if that is how it ended.
    var refusal: IMAPCompletion? {
        transcript.completion.flatMap { $0.result == .ok ? nil : $0 }
    }

    var explanation: String { refusal?.text ?? reason }
}
