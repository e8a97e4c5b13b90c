import TestProcesses

extension ChildProcess {
    /// A Python script from this folder, which runs beside the test. Suites that use one are serialized: a hundred
    /// scripts that start at the same time keep two cores busy for longer than the timeouts under test.
    convenience init(python script: String, _ arguments: String...) throws {
        let path = "\(#filePath.dropLast("Python.swift".count))\(script)"
        try self.init("/usr/bin/python3", [path] + arguments)
    }
}
