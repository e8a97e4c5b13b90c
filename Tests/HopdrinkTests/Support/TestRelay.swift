import Domain
import Foundation
import Mail
import Synchronization

@testable import Hopdrink

/// Accepts emails like a mail relay, remembers them, and gives prepared results.
final class TestRelay: Transport {
    private struct State {
        var handed: [ReceivedLetter] = []
        var answers: [Delivery] = []
        var isStopped = false
    }

    private let state = Mutex(State())
    private let (arrivals, arrival) = AsyncStream.makeStream(of: ReceivedLetter.self)

    /// Sets the results of the next emails. All later ones are accepted.
    func willAnswer(_ answers: Delivery...) {
        state.withLock { $0.answers += answers }
    }

    /// All emails handed over, whatever the result was.
    var letters: [ReceivedLetter] { state.withLock(\.handed) }

    var isStopped: Bool { state.withLock(\.isStopped) }

    func letters(to address: String) -> [ReceivedLetter] { letters.filter { $0.recipient == address } }

    /// Returns the kinds of the emails to an address, in order of arrival.
    func kinds(to address: String) -> [LetterKind] { letters(to: address).map(\.kind) }

    /// Forgets all emails handed over, except those of this kind.
    func forget(except kind: LetterKind? = nil) {
        state.withLock { state in state.handed.removeAll { $0.kind != kind } }
    }

    /// Waits until `count` emails have arrived.
    func receive(_ count: Int) async {
        var rest = count
        for await _ in arrivals {
            rest -= 1
            if rest == 0 { return }
        }
    }

    func send(
        _ message: EncodedMessage, envelope: Envelope, onAccept: @escaping @Sendable () async throws -> Void
    ) async -> Delivery {
        let answer = state.withLock { $0.answers.isEmpty ? .taken : $0.answers.removeFirst() }
        if !answer.isOfAnAbsentRelay {
            do { try await onAccept() } catch { return .withheld }
        }
        let letter = ReceivedLetter(message, envelope)
        state.withLock { $0.handed.append(letter) }
        arrival.yield(letter)
        return answer
    }

    func stop() {
        state.withLock { $0.isStopped = true }
    }
}

extension Delivery {
    fileprivate var isOfAnAbsentRelay: Bool {
        guard case .relayUnavailable = self else { return false }
        return true
    }

    static let taken = Delivery.sent(
        SMTPReply(code: 250, status: "2.0.0", text: "2.0.0 Ok: queued as 4X"), queueID: "4X")
    static let withheld = Delivery.withdrawn(SMTPReply(code: 0, status: nil, text: "withdrawn"))
    static let later = Delivery.deferred(SMTPReply(code: 451, status: "4.3.0", text: "4.3.0 Try again"))
    static let away = Delivery.relayUnavailable(SMTPReply(code: 0, status: nil, text: "connection refused"))
    static let silent = Delivery.ambiguous(SMTPReply(code: 0, status: nil, text: "no answer after the final dot"))
    static let badContent = Delivery.refused(
        SMTPReply(code: 554, status: "5.7.1", text: "5.7.1 Spam"), addressIsBad: false
    )
    static let badAddress = Delivery.refused(
        SMTPReply(code: 550, status: "5.1.1", text: "5.1.1 <ada@example.org>: User unknown"), addressIsBad: true
    )
}
