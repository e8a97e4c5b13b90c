import Dispatch
import Testing

@testable import Mail

@Suite(.timeLimit(.minutes(14))) struct AcceptanceTests {
    private struct Refused: Error {}

    /// What the asking thread is told.
    private func answer(of acceptance: Acceptance) async -> Result<Void, any Error> {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "asking").async {
                continuation.resume(returning: Result(catching: acceptance.ask))
            }
        }
    }

    @Test func `the thread goes on once the work is done, however long that takes`() async throws {
        let acceptance = Acceptance()
        let (steps, step) = AsyncStream.makeStream(of: String.self)
        async let served: Void = acceptance.serve {
            await Task.yield()
            step.yield("worked")
        }
        try await answer(of: acceptance).get()
        step.yield("went on")
        step.finish()
        await served
        #expect(await steps.reduce(into: []) { $0.append($1) } == ["worked", "went on"])
    }

    @Test func `the thread learns that the work failed`() async {
        let acceptance = Acceptance()
        async let served: Void = acceptance.serve { throw Refused() }
        let answer = await answer(of: acceptance)
        #expect(throws: Refused.self) { try answer.get() }
        await served
    }

    @Test func `whoever asks after the task was cancelled is told no and does not wait`() async {
        let acceptance = Acceptance()
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { await acceptance.serve { Issue.record("The work ran all the same.") } }
        }
        let answer = await answer(of: acceptance)
        #expect(throws: CancellationError.self) { try answer.get() }
    }

    @Test func `nothing runs when nobody asks`() async {
        let acceptance = Acceptance()
        acceptance.close()
        await acceptance.serve { Issue.record("The work ran all the same.") }
    }
}
