import Foundation
import Synchronization

/// Lets libcurl's callback on the worker's thread ask a question and wait for asynchronous work that answers it.
final class DataGate: Sendable {
    private let (questions, question) = AsyncStream.makeStream(of: Void.self)
    private let answer = Mutex<Result<Void, any Error>?>(nil)
    private let isAnswered = NSCondition()

    /// Blocks until `serve` has answered. This is the only place where a thread waits for a task: libcurl has no other
    /// way to pause between 354 and the first byte. The thread is the worker's own, not one of the cooperative pool.
    func ask() throws {
        question.yield()
        isAnswered.lock()
        defer { isAnswered.unlock() }
        while answer.withLock({ $0 == nil }) { isAnswered.wait() }
        try answer.withLock(\.self)?.get()
    }

    /// Runs the work when `ask` is called. Returns once the work is done, or once `close` is called. After that, and if
    /// the task is cancelled, every question gets the answer no.
    func serve(_ work: @Sendable () async throws -> Void) async {
        var result = Result<Void, any Error>.failure(CancellationError())
        for await _ in questions {
            do {
                result = .success(try await work())
            } catch {
                result = .failure(error)
            }
            break
        }
        settle(result)
    }

    /// Ends the wait for questions.
    func close() {
        question.finish()
    }

    private func settle(_ result: Result<Void, any Error>) {
        isAnswered.lock()
        defer { isAnswered.unlock() }
        answer.withLock { $0 = result }
        isAnswered.broadcast()
    }
}
