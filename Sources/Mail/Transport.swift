import Dispatch
import Synchronization

/// A way to send messages, one at a time.
package protocol Transport: Sendable {
    /// Sends the message and returns the outcome. `onAccept` runs at most once, when the receiving side asks for the
    /// text and before the first byte is sent. If it throws, nothing is sent.
    func send(
        _ message: EncodedMessage, envelope: Envelope, onAccept: @escaping @Sendable () async throws -> Void
    ) async -> Delivery

    /// Stops the transport permanently. A running transfer ends soon.
    func stop()

    /// Closes the connection that is kept for the next message. The next message opens it again.
    func disconnect() async
}

extension Transport {
    package func disconnect() async {}
}

/// Stores messages in a folder instead of sending them to a relay.
package final class MaildirTransport: Transport {
    private let queue = DispatchQueue(label: "hopdrink.maildir")
    private let maildir: Maildir
    private let underWay = Mutex(UnderWay())

    /// The messages that `send` has begun to handle and not yet stored as files, with their recipients.
    private struct UnderWay {
        var readers: [Int: String] = [:]
        /// The messages of people whose data was erased in the meantime.
        var erased: Set<Int> = []
        var last = 0
    }

    package init(_ maildir: Maildir) {
        self.maildir = maildir
    }

    package func send(
        _ message: EncodedMessage, envelope: Envelope, onAccept: @escaping @Sendable () async throws -> Void
    ) async -> Delivery {
        let ticket = begin(envelope.recipient.lowercased())
        defer { end(ticket) }
        do {
            try await onAccept()
        } catch {
            return .withdrawn(.none("The message was withdrawn before it was written."))
        }
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.deliver(message, ticket)) }
        }
    }

    package func stop() {}

    /// Searches for the files to an address, which is in lower case, and erases them if `erasing` is set. A message to
    /// the address that is just being written is then not stored.
    package func search(for address: String, erasing: Bool) async -> MaildirSearch {
        if erasing { markErased(address) }
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.maildir.search(for: address, erasing: erasing)) }
        }
    }

    private func deliver(_ message: EncodedMessage, _ ticket: Int) -> Delivery {
        guard !underWay.withLock({ $0.erased.contains(ticket) }) else {
            return .withdrawn(.none("Its reader was deleted while it was written."))
        }
        do throws(MailError) {
            try maildir.deliver(message)
            return .sent(.none("written to the Maildir"), queueID: nil)
        } catch {
            return .relayUnavailable(.none("the Maildir cannot be written"))
        }
    }

    private func begin(_ reader: String) -> Int {
        underWay.withLock { state in
            state.last += 1
            state.readers[state.last] = reader
            return state.last
        }
    }

    private func end(_ ticket: Int) {
        underWay.withLock { state in
            state.readers[ticket] = nil
            state.erased.remove(ticket)
        }
    }

    private func markErased(_ reader: String) {
        underWay.withLock { state in
            state.erased.formUnion(state.readers.filter { $0.value == reader }.keys)
        }
    }
}
