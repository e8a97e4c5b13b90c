/// The system calls that strace recorded, in order.
struct SystemCallTrace {
    struct Call {
        let name: String
        /// The file and the written data, in strace's format.
        let arguments: String
        let start: Int
        let end: Int
    }

    let calls: [Call]

    /// Parses lines such as `17 fdatasync(5</tmp/a>) = 0`, even if a line of another thread came in between.
    init(_ text: String) {
        var calls: [Call] = []
        var unfinished: [Substring: Call] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            let thread = line.prefix { $0 != " " }
            let rest = line.dropFirst(thread.count).drop { $0 == " " }
            if let call = Call(rest, line: number) {
                if rest.hasSuffix("<unfinished ...>") { unfinished[thread] = call } else { calls.append(call) }
            } else if rest.contains(" resumed>"), let call = unfinished.removeValue(forKey: thread) {
                calls.append(Call(name: call.name, arguments: call.arguments, start: call.start, end: number))
            }
        }
        self.calls = calls
    }

    func calls(_ name: String, on file: String, containing text: String = "") -> [Call] {
        calls.filter { $0.name == name && $0.arguments.contains(file) && $0.arguments.contains(text) }
    }
}

extension SystemCallTrace.Call {
    fileprivate init?(_ text: Substring, line: Int) {
        guard let bracket = text.firstIndex(of: "("), !text.hasPrefix("<...") else { return nil }
        self.init(name: String(text[..<bracket]), arguments: String(text[bracket...]), start: line, end: line)
    }
}
