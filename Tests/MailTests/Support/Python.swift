import TestProcesses

extension ChildProcess {
    /// A Python script from this folder, running beside the test. Suites that use one are serialized: a hundred of
    /// them started at once keep two cores busy for longer than the timeouts under test.
    convenience init(python script: String, _ arguments: String...) throws {
        let path = "\(#filePath.dropLast("Python.swift".count))\(script)"
        try self.init("/usr/bin/python3", [path] + arguments)
    }
}
