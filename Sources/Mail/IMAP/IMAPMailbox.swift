import Dispatch

/// Reads the messages of one folder on its own thread. Reading a message marks it as seen, and nothing else in the
/// folder changes until `finish` is called. Messages that are not finished can be read again.
package final class IMAPMailbox: Sendable {
    private let queue = DispatchQueue(label: "hopdrink.imap")
    private let session: IMAPSession

    /// Call `SMTPWorker.prepareProcess` before the first use.
    package init(_ settings: IMAPSettings) throws(MailError) {
        session = try IMAPSession(settings)
    }

    /// Returns up to `limit` messages that arrived after the position, the oldest first. Starts with the first message
    /// if there is no position, or if the server has renumbered the messages since.
    package func messages(after position: IMAPPosition?, limit: Int) async throws(MailError) -> IMAPBatch {
        try await inQueue { session throws(MailError) in try session.messages(after: position, limit: limit) }
    }

    /// Moves the message to `doneFolder`, or marks it as seen if it can't be moved.
    package func finish(_ position: IMAPPosition) async throws(MailError) {
        try await inQueue { session throws(MailError) in try session.finish(position) }
    }

    /// Closes the connection politely. The next call opens a new one.
    package func disconnect() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.session.leave()
                continuation.resume()
            }
        }
    }

    /// Stops the mailbox permanently. A running request ends within about a second.
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
