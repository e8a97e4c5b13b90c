import Dispatch
package import Foundation
import Synchronization

/// A program that runs beside a test and exchanges text with it through pipes. It ends when the test releases it, and
/// after `limit` seconds at the latest, so that no test waits for ever. Foundation's `Process` notices the end of a
/// child on a run loop, which tests do not have.
package final class ChildProcess: Sendable {
    package static let limit = 300

    private let id: pid_t
    private let input: FileHandle
    private let output: FileHandle
    private let queue = DispatchQueue(label: "child process")
    private let isReaped = Mutex(false)

    private struct NotStarted: Error {
        let program: String
        let code: Int32
    }

    package init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        let (input, output) = (try CommandPipe(), try CommandPipe())
        let words = ["/usr/bin/timeout", "--signal=KILL", "\(Self.limit)", program] + arguments
        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
        var id: pid_t = 0
        let code = withFileActions(input: input.reading, output: output.writing) { actions in
            withCStrings(words) { words in
                withCStrings(variables) { posix_spawn(&id, "/usr/bin/timeout", actions, nil, words, $0) }
            }
        }
        guard code == 0 else { throw NotStarted(program: program, code: code) }
        self.id = id
        self.input = input.writingEnd()
        self.output = output.readingEnd()
    }

    deinit {
        guard !isReaped.withLock(\.self) else { return }
        kill(id, SIGTERM)
        // The program may still print until then.
        Thread.detachNewThread { [id, output] in _ = withExtendedLifetime(output) { waitpid(id, nil, 0) } }
    }

    package func write(_ text: some Sequence<UInt8>) throws {
        try input.write(contentsOf: Data(text))
    }

    /// Closes the program's input and returns everything that it still prints.
    package func remainingOutput() async throws -> Data {
        try await inQueue {
            try self.input.close()
            return try self.output.readToEnd() ?? Data()
        }
    }

    /// Returns the next line of output, or nil if there is none.
    package func nextLine() async throws -> String? {
        try await inQueue {
            var line = Data()
            while let byte = try self.output.read(upToCount: 1)?.first {
                guard byte != UInt8(ascii: "\n") else { return String(decoding: line, as: UTF8.self) }
                line.append(byte)
            }
            return nil
        }
    }

    /// Returns whether the program ended by itself and successfully. Reads and discards its remaining output.
    package func succeeds() async throws -> Bool {
        _ = try await remainingOutput()
        return try await inQueue {
            var status: Int32 = 0
            waitpid(self.id, &status, 0)
            self.isReaped.withLock { $0 = true }
            return status == 0
        }
    }

    private func inQueue<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
