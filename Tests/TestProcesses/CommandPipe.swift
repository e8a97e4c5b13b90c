import Foundation

/// A pipe of which a child gets one end.
struct CommandPipe {
    let reading: Int32
    let writing: Int32

    private struct NoPipe: Error {}

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw NoPipe() }
        (reading, writing) = (ends[0], ends[1])
    }

    /// What the child's words are read from, once the child has the other end.
    func readingEnd() -> FileHandle {
        close(writing)
        return FileHandle(fileDescriptor: reading, closeOnDealloc: true)
    }

    /// Where to write to the child, once the child has the other end.
    func writingEnd() -> FileHandle {
        close(reading)
        return FileHandle(fileDescriptor: writing, closeOnDealloc: true)
    }
}

/// More descriptors than tests have open.
private let allDescriptors: Int32 = 4096

/// Calls with what makes the descriptors a child's standard input and output, and closes all others in it, those too
/// that other threads open meanwhile: a child that held another's pipe or connection would keep it open.
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

/// Calls with the words as C wants them: an array that ends with a null pointer.
func withCStrings<Value>(_ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value) -> Value {
    let copies = words.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
}
