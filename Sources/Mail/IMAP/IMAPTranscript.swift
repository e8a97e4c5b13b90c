/// How far a request came, and what the server said.
struct IMAPTranscript {
    /// In the order of the conversation.
    enum Step: Comparable {
        case connection, login, selection, command
    }

    /// What SELECT tells of a folder.
    struct Folder: Equatable {
        var count: UInt32 = 0
        var validity: UInt32?
        var nextUID: UInt32?
    }

    private(set) var step = Step.connection
    private(set) var folder = Folder()
    /// The numbers that a search found.
    private(set) var found: [UInt32] = []
    /// How the last command ended; nil if it didn't.
    private(set) var completion: IMAPCompletion?
    private var isOver = false

    mutating func noteCommand(_ line: some Collection<UInt8>) {
        // What follows AUTHENTICATE is one word.
        guard let verb = Self.words(line).dropFirst().first?.uppercased() else { return }
        // After a refusal libcurl says LOGOUT by itself; the refusal is what counts.
        guard verb != "LOGOUT" else { return isOver = true }
        completion = nil
        step = Self.steps.first { $0.key == verb }?.value ?? .command
    }

    mutating func noteReply(_ line: some Collection<UInt8>) {
        let words = Self.words(line)
        guard !isOver, words.count > 1, words[0] != "+" else { return }
        guard words[0] == "*" else { return completion = IMAPCompletion(Array(words.dropFirst())) }
        switch step {
        case .connection, .login: break
        case .selection: noteFolder(Array(words.dropFirst()))
        case .command: if words[1].uppercased() == "SEARCH" { found += words.dropFirst(2).compactMap { UInt32($0) } }
        }
    }

    private mutating func noteFolder(_ words: [String]) {
        guard words.count > 1 else { return }
        if words[1].uppercased() == "EXISTS" { folder.count = UInt32(words[0]) ?? 0 }
        guard words.count > 2, words[0].uppercased() == "OK" else { return }
        let number = UInt32(String(words[2].prefix { $0 != "]" }))
        switch words[1].uppercased() {
        case "[UIDVALIDITY": folder.validity = number
        case "[UIDNEXT": folder.nextUID = number
        default: break
        }
    }

    private static func words(_ line: some Collection<UInt8>) -> [String] {
        line.split { $0 <= UInt8(ascii: " ") }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static let steps: KeyValuePairs<String, Step> = [
        "CAPABILITY": .connection, "STARTTLS": .connection, "LOGIN": .login, "AUTHENTICATE": .login,
        "SELECT": .selection,
    ]
}
