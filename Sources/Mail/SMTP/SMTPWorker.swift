import Dispatch
import Foundation

/// Sends messages to the relay, one at a time, on its own thread. Several workers send concurrently.
package final class SMTPWorker: Transport {
    private let queue = DispatchQueue(label: "hopdrink.smtp")
    private let session: SMTPSession

    package init(_ settings: SMTPSettings) throws(MailError) {
        _ = try settings.url()
        session = SMTPSession(settings)
    }

    /// Call this once, before the first worker: a relay that closes the connection must not end the process (SIGPIPE).
    package static func prepareProcess() throws(MailError) {
        signal(SIGPIPE, SIG_IGN)
        try CurlHandle.startLibrary()
    }

    package func send(
        _ message: EncodedMessage, envelope: Envelope, onAccept: @escaping @Sendable () async throws -> Void
    ) async -> Delivery {
        let dataGate = DataGate()
        async let isServed: Void = dataGate.serve(onAccept)
        let delivery = await withCheckedContinuation { continuation in
            queue.async {
                let delivery = self.session.deliver(message, envelope, onAccept: dataGate.ask)
                continuation.resume(returning: delivery)
            }
        }
        dataGate.close()
        await isServed
        return delivery
    }

    /// Closes the connection politely when there is nothing to send. The next message opens a new one.
    package func disconnect() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.session.disconnect()
                continuation.resume()
            }
        }
    }

    /// Stops the worker permanently. A running transfer ends within about a second, even while it waits for the final
    /// reply.
    package func stop() {
        session.stop.raise()
    }
}
