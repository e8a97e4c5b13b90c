import Dispatch

/// A way by which messages leave, one at a time.
package protocol Transport: Sendable {
    /// Returns what became of the message. `onAccept` runs once the receiving side asks for the text, before the first
    /// byte leaves, and at most once; if it throws nothing is sent.
    func send(
        _ message: EncodedMessage, envelope: Envelope, onAccept: @escaping @Sendable () async throws -> Void
    ) async -> Delivery

    /// For good. What is under way ends soon.
    func stop()

    /// Closes what is kept open for the next message, which opens it again.
    func hangUp() async
}

extension Transport {
    package func hangUp() async {}
}

/// Puts messages into a folder instead of handing them to a relay.
package final class MaildirTransport: Transport {
    private let queue = DispatchQueue(label: "hopdrink.maildir")
    private let maildir: Maildir

    package init(_ maildir: Maildir) {
        self.maildir = maildir
    }

    package func send(
        _ message: EncodedMessage, envelope: Envelope, onAccept: @escaping @Sendable () async throws -> Void
    ) async -> Delivery {
        do {
            try await onAccept()
        } catch {
            return .withdrawn(.none("The message was withdrawn before it was written."))
        }
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.deliver(message)) }
        }
    }

    package func stop() {}

    private func deliver(_ message: EncodedMessage) -> Delivery {
        do throws(MailError) {
            try maildir.deliver(message)
            return .sent(.none("written to the Maildir"), queueID: nil)
        } catch {
            return .relayUnavailable(.none("the Maildir cannot be written"))
        }
    }
}
