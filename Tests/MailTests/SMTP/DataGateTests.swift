import Dispatch
import Testing

@testable import Mail

@Suite(.timeLimit(.minutes(14))) struct DataGateTests {
    private struct Refused: Error {}

    /// Returns the result that the asking thread gets.
    private func answer(of dataGate: DataGate) async -> Result<Void, any Error> {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "asking").async {
                continuation.resume(returning: Result(catching: dataGate.ask))
            }
        }
    }

    @Test func `the thread continues once the work is done, however long that takes`() async throws {
        let dataGate = DataGate()
        let (steps, step) = AsyncStream.makeStream(of: String.self)
        async let served: Void = dataGate.serve {
            await Task.yield()
            step.yield("worked")
        }
        try await answer(of: dataGate).get()
        step.yield("went on")
        step.finish()
        await served
        #expect(await steps.reduce(into: []) { $0.append($1) } == ["worked", "went on"])
    }

    @Test func `the thread gets the error of the work`() async {
        let dataGate = DataGate()
        async let served: Void = dataGate.serve { throw Refused() }
        let answer = await answer(of: dataGate)
        #expect(throws: Refused.self) { try answer.get() }
        await served
    }

    @Test func `a question after the task was cancelled is refused without a wait`() async {
        let dataGate = DataGate()
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { await dataGate.serve { Issue.record("The work ran all the same.") } }
        }
        let answer = await answer(of: dataGate)
        #expect(throws: CancellationError.self) { try answer.get() }
    }

    @Test func `the work does not run if nothing asks for it`() async {
        let dataGate = DataGate()
        dataGate.close()
        await dataGate.serve { Issue.record("The work ran all the same.") }
    }
}
