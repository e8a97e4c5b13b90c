import Foundation
import Synchronization

/// Lets libcurl's callback, on the worker's thread, ask a question that is answered asynchronously.
final class DataGate: Sendable {
    private let (questions, question) = AsyncStream.makeStream(of: Void.self)
    private let answer = Mutex<Result<Void, any Error>?>(nil)
    private let isAnswered = NSCondition()

    /// Blocks until `serve` has answered. The one place where a thread waits for a task: libcurl has no other way to pause
    /// between 354 and the first byte, and the thread is the worker's own, not one of the cooperative pool.
    func ask() throws {
        question.yield()
        isAnswered.lock()
        defer { isAnswered.unlock() }
        while answer.withLock({ $0 == nil }) { isAnswered.wait() }
        try answer.withLock(\.self)?.get()
    }

    /// Runs the work when `ask` asks for it; returns once that is done, or nobody will ask. After that, and when the task
    /// is cancelled, every question is answered with no.
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

    /// Nobody will ask any more.
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
