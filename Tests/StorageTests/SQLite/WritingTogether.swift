import Foundation

@testable import Storage

extension SQLiteDatabase {
    /// Makes the writes arrive in this order while the writer is busy, so that they share a commit.
    func writeTogether<T: Sendable>(
        _ bodies: [@Sendable (Transaction) throws -> T],
        onAnswer: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> [Result<T, any Error>] {
        let (busy, becomeBusy) = AsyncStream.makeStream(of: Void.self)
        async let first: Void = write { [self] _ in
            becomeBusy.finish()
            while waitingWrites < bodies.count { sched_yield() }
        }
        for await _ in busy {}
        let outcomes = await inOrder(bodies, onAnswer)
        try await first
        return outcomes
    }

    private func inOrder<T: Sendable>(
        _ bodies: [@Sendable (Transaction) throws -> T],
        _ onAnswer: @escaping @Sendable (Int) -> Void
    ) async -> [Result<T, any Error>] {
        await withTaskGroup(of: (Int, Result<T, any Error>).self) { group in
            for (index, body) in bodies.enumerated() {
                group.addTask {
                    let outcome = await self.outcome(of: body)
                    onAnswer(index)
                    return (index, outcome)
                }
                while waitingWrites < index + 1, index + 1 < bodies.count { await Task.yield() }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func outcome<T: Sendable>(
        of body: @escaping @Sendable (Transaction) throws -> T
    ) async -> Result<T, any Error> {
        do {
            return .success(try await write(body))
        } catch {
            return .failure(error)
        }
    }
}

extension Result where Failure == any Error {
    var error: DatabaseError? {
        switch self {
        case .success: nil
        case .failure(let error): error as? DatabaseError
        }
    }
}
