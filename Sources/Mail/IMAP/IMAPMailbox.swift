import Dispatch

/// Reads the messages of one folder on a thread of its own. Nothing is changed in it before the caller says so, but that
/// messages which were read count as seen: what is not finished can be read again.
package final class IMAPMailbox: Sendable {
    private let queue = DispatchQueue(label: "hopdrink.imap")
    private let session: IMAPSession

    /// `SMTPWorker.prepareProcess` must have been called before.
    package init(_ settings: IMAPSettings) throws(MailError) {
        session = try IMAPSession(settings)
    }

    /// Returns at most so many of the messages that arrived after the position, the oldest first. All messages come anew
    /// if there is no position, or if the server has renumbered them since.
    package func messages(after position: IMAPPosition?, limit: Int) async throws(MailError) -> IMAPBatch {
        try await inQueue { session throws(MailError) in try session.messages(after: position, limit: limit) }
    }

    /// Moves the message away, or marks it as seen where that can't be done.
    package func finish(_ position: IMAPPosition) async throws(MailError) {
        try await inQueue { session throws(MailError) in try session.finish(position) }
    }

    /// Closes the connection politely; the next call opens another.
    package func disconnect() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.session.leave()
                continuation.resume()
            }
        }
    }

    /// For good. What is under way ends within about a second.
    package func stop() {
        session.stop.raise()
    }

    private func inQueue<Value: Sendable>(
        _ work: @escaping @Sendable (IMAPSession) throws(MailError) -> Value
    ) async throws(MailError) -> Value {
        let result: Result<Value, MailError> = await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(returning: Result { () throws(MailError) in try work(self.session) })
            }
        }
        return try result.get()
    }
}
