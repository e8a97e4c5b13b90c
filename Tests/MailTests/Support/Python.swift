import Dispatch
import Foundation

/// A Python script from this folder, running beside the test. It ends when the test drops it. Suites that use it are
/// serialized: a hundred of them started at once keep two cores busy for longer than the timeouts under test.
final class Python: Sendable {
    private let process: Process
    private let input = Pipe()
    private let output = Pipe()
    private let queue = DispatchQueue(label: "python")

    init(_ script: String, _ arguments: String...) throws {
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["\(#filePath.dropLast("Python.swift".count))\(script)"] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        process.terminate()
    }

    /// All it prints in answer to `text`.
    func answer(to text: [UInt8]) async throws -> Data {
        try await inQueue {
            try self.input.fileHandleForWriting.write(contentsOf: Data(text))
            try self.input.fileHandleForWriting.close()
            return try self.output.fileHandleForReading.readToEnd() ?? Data()
        }
    }

    func write(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// Waits for the next line; nil when there will be none.
    func nextLine() async throws -> String? {
        try await inQueue {
            var line = Data()
            while let byte = try self.output.fileHandleForReading.read(upToCount: 1)?.first {
                guard byte != UInt8(ascii: "\n") else { return String(decoding: line, as: UTF8.self) }
                line.append(byte)
            }
            return nil
        }
    }

    private func inQueue<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
