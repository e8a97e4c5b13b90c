/// The progress of a request, and the server's responses.
struct IMAPTranscript {
    /// In the order of the conversation.
    enum Step: Comparable {
        case connection, login, selection, command
    }

    /// The folder's data from the response to SELECT.
    struct Folder: Equatable {
        var count: UInt32 = 0
        var validity: UInt32?
        var nextUID: UInt32?
    }

    private(set) var step = Step.connection
    private(set) var folder = Folder()
    /// The numbers that a search found.
    private(set) var found: [UInt32] = []
    /// The completion of the last command, or nil if it has none.
    private(set) var completion: IMAPCompletion?
    private var isOver = false

    mutating func noteCommand(_ line: some Collection<UInt8>) {
        // The lines after AUTHENTICATE are one word.
        guard let verb = Self.words(line).dropFirst().first?.uppercased() else { return }
        // After a refusal libcurl sends LOGOUT by itself. The refusal is the response that counts.
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
