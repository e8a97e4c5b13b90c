import Foundation

/// A pipe whose one end goes to a child process.
struct CommandPipe {
    let reading: Int32
    let writing: Int32

    private struct NoPipe: Error {}

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw NoPipe() }
        (reading, writing) = (ends[0], ends[1])
    }

    /// Returns the end from which the child's output is read; called once the child has the other end.
    func readingEnd() -> FileHandle {
        close(writing)
        return FileHandle(fileDescriptor: reading, closeOnDealloc: true)
    }

    /// Returns the end that writes to the child; called once the child has the other end.
    func writingEnd() -> FileHandle {
        close(reading)
        return FileHandle(fileDescriptor: writing, closeOnDealloc: true)
    }
}

/// More descriptors than the tests have open.
private let allDescriptors: Int32 = 4096

/// Calls `body` with the file actions that make the two descriptors a child's standard input and output. They close all
/// other descriptors in the child, including those that other threads open meanwhile: otherwise the child would keep
/// another process's pipe or connection open.
func withFileActions<Value>(
    input: Int32,
    output: Int32,
    _ body: (UnsafePointer<posix_spawn_file_actions_t>) -> Value
) -> Value {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    for other in (STDERR_FILENO + 1)..<allDescriptors { posix_spawn_file_actions_addclose(&actions, other) }
    return body(&actions)
}

/// Calls `body` with the words as a C array that ends with a null pointer.
func withCStrings<Value>(_ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value) -> Value {
    let copies = words.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
}
