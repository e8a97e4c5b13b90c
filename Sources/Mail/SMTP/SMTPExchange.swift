import Synchronization

/// A flag that tells a running transfer, from another thread, to end.
final class StopFlag: Sendable {
    private let flag = Atomic(false)

    var isRaised: Bool { flag.load(ordering: .relaxed) }

    func raise() {
        flag.store(true, ordering: .relaxed)
    }
}

/// One message during its transfer, with the data for and from libcurl's callbacks.
final class SMTPExchange {
    /// The state of the connection before the message.
    struct Connection {
        var needsLogin: Bool
        var isAuthenticated = false
        var stop: StopFlag
    }

    private let message: EncodedMessage
    private let onAccept: () throws -> Void
    private let connection: Connection
    private var offset = 0
    /// The receiver of every line, if there is one.
    var conversation: (SMTPConversation, tell: (SMTPLine) -> Void)?
    private(set) var transcript: SMTPTranscript
    /// Why we interrupted the transfer, or nil if we didn't.
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

    /// Fills the buffer. Returns nil to interrupt the transfer. Never returns 0 bytes: libcurl would take that for the
    /// end and send the dot, and the relay would accept half a message.
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

    /// Whether a login is configured and this connection is not logged in.
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

    /// Called once the relay has replied 354.
    private func mayBegin() -> Bool {
        guard interruption != .loginMissing else { return false }
        transcript.noteFirstByte()
        do {
            try onAccept()
            return true
        } catch {
            interruption = .withdrawn  // the caller, whose closure threw, knows the reason
            return false
        }
    }
}
