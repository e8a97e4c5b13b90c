import Dispatch
import Foundation

/// Hands messages to the relay, one at a time, on a thread of its own. Several workers send side by side.
package final class SMTPWorker: Transport {
    private let queue = DispatchQueue(label: "hopdrink.smtp")
    private let session: SMTPSession

    package init(_ settings: SMTPSettings) throws(MailError) {
        _ = try settings.url()
        session = SMTPSession(settings)
    }

    /// To be called once, before the first worker: a relay that hangs up must not end the process (SIGPIPE).
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

    /// Closes the connection politely; the next message opens another. For when there is nothing to send.
    package func disconnect() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.session.disconnect()
                continuation.resume()
            }
        }
    }

    /// For good. What is under way ends within about a second, even while the final answer is awaited.
    package func stop() {
        session.stop.raise()
    }
}
