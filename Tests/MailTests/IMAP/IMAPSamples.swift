import Mail

extension IMAPBatch {
    var texts: [String] {
        messages.map { message in
            switch message.content {
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case .tooLarge: "too large"
            case .unreadable: "unreadable"
            }
        }
    }

    var uids: [UInt32] { messages.map(\.position.uid) }
}

extension IMAPMailbox {
    /// Returns all messages after the position, and the number of batches.
    func all(after position: IMAPPosition? = nil, limit: Int) async throws -> (messages: [IMAPMessage], batches: Int) {
        var batch = try await messages(after: position, limit: limit)
        var (found, batches) = (batch.messages, 1)
        while batch.hasMore {
            batch = try await messages(after: batch.position, limit: limit)
            found += batch.messages
            batches += 1
        }
        return (found, batches)
    }
}

extension IMAPMailbox {
    /// Returns why the mailbox can't be read, or nil if it can.
    func problem(after position: IMAPPosition? = nil) async -> MailboxProblem? {
        do throws(MailError) {
            _ = try await messages(after: position, limit: 1)
            return nil
        } catch {
            guard case .mailbox(let problem) = error else { return nil }
            return problem
        }
    }
}
