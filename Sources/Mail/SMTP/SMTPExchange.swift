import Synchronization

/// Tells a transfer under way, from another thread, to end.
final class StopFlag: Sendable {
    private let flag = Atomic(false)

    var isRaised: Bool { flag.load(ordering: .relaxed) }

    func raise() {
        flag.store(true, ordering: .relaxed)
    }
}

/// One message on its way: what libcurl's callbacks read and tell.
final class SMTPExchange {
    /// What there is to know of the connection before the message.
    struct Connection {
        var needsLogin: Bool
        var isAuthenticated = false
        var stop: StopFlag
    }

    private let message: EncodedMessage
    private let onAccept: () throws -> Void
    private let connection: Connection
    private var offset = 0
    /// Who is told every line, if anybody is.
    var conversation: (SMTPConversation, tell: (SMTPLine) -> Void)?
    private(set) var transcript: SMTPTranscript
    /// Why we broke it off, if we did.
    private(set) var interruption: SMTPResult.Ending?

    init(_ message: EncodedMessage, over connection: Connection, onAccept: @escaping () throws -> Void = {}) {
        self.message = message
        self.onAccept = onAccept
        self.connection = connection
        transcript = SMTPTranscript(isAuthenticated: connection.isAuthenticated)
    }

    func report(_ ending: SMTPResult.Ending) -> SMTPResult {
        SMTPResult(
            ending: ending == .finished ? ending : interruption ?? ending,
            step: transcript.step,
            reply: transcript.reply,
            isOnKeptConnection: transcript.isOnKeptConnection
        )
    }

    /// Fills the buffer; nil breaks the transfer off. Never 0 bytes: libcurl would take that for the end, send the dot, and
    /// the relay would accept half a message.
    func copyText(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard !buffer.isEmpty, offset > 0 || mayBegin() else { return nil }
        let count = min(buffer.count, message.bytes.count - offset)
        buffer.copyBytes(from: message.bytes[offset..<(offset + count)])
        offset += count
        if offset == message.bytes.count { transcript.noteLastByte() }
        return count
    }

    func mustStop() -> Bool {
        if connection.stop.isRaised { interruption = .stopped }
        return connection.stop.isRaised
    }

    func noteCommand(_ line: some Collection<UInt8>) {
        transcript.noteCommand(line)
        tell { conversation in conversation.ours(line) }
        if isLoginMissing, transcript.step == .sender { interruption = .loginMissing }
    }

    /// Whether a login is configured, and this connection has none.
    var isLoginMissing: Bool { connection.needsLogin && !transcript.isAuthenticated }

    func noteReply(_ line: some Collection<UInt8>) {
        transcript.noteReply(line)
        tell { conversation in conversation.theirs(line) }
    }

    func noteText(_ line: some Collection<UInt8>) {
        tell { conversation in conversation.note(line) }
    }

    private func tell(_ line: (inout SMTPConversation) -> SMTPLine?) {
        guard var told = conversation, let line = line(&told.0) else { return }
        conversation = told
        told.tell(line)
    }

    /// The relay has answered 354.
    private func mayBegin() -> Bool {
        guard interruption != .loginMissing else { return false }
        transcript.noteFirstByte()
        do {
            try onAccept()
            return true
        } catch {
            interruption = .withdrawn  // the caller, who threw, knows why
            return false
        }
    }
}
