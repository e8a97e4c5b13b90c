import Dispatch
import Synchronization

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
    func disconnect() async
}

extension Transport {
    package func disconnect() async {}
}

/// Puts messages into a folder instead of handing them to a relay.
package final class MaildirTransport: Transport {
    private let queue = DispatchQueue(label: "hopdrink.maildir")
    private let maildir: Maildir
    private let underWay = Mutex(UnderWay())

    /// Messages between the question whether they still count and their file.
    private struct UnderWay {
        var readers: [Int: String] = [:]
        /// Those of people who were erased meanwhile.
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

    /// Looks for the files that are to an address, which is in small letters, and erases them if told to; what is being
    /// written to it at this moment does not become a file then.
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
