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
    private let message: EncodedMessage
    private let onAccept: () throws -> Void
    private let needsLogin: Bool
    private let stop: StopFlag
    private var offset = 0
    private(set) var transcript: SMTPTranscript
    /// Why we broke it off, if we did.
    private(set) var interruption: TransferReport.Ending?

    init(_ message: EncodedMessage, session: SMTPSession, onAccept: @escaping () throws -> Void) {
        self.message = message
        self.onAccept = onAccept
        needsLogin = session.needsLogin
        stop = session.stop
        transcript = SMTPTranscript(isAuthenticated: session.isAuthenticated)
    }

    func report(_ ending: TransferReport.Ending) -> TransferReport {
        TransferReport(
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
        if stop.isRaised { interruption = .stopped }
        return stop.isRaised
    }

    func noteCommand(_ line: some Collection<UInt8>) {
        transcript.noteCommand(line)
        if needsLogin, !transcript.isAuthenticated, transcript.step == .sender { interruption = .loginMissing }
    }

    func noteReply(_ line: some Collection<UInt8>) {
        transcript.noteReply(line)
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
