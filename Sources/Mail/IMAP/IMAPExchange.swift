/// One request on its way: what libcurl's callbacks tell.
final class IMAPExchange {
    private let sizeLimit: Int
    private let stop: StopFlag
    private(set) var transcript = IMAPTranscript()
    private(set) var content: [UInt8] = []
    /// Why we broke it off, if we did.
    private(set) var interruption: IMAPReport.Ending?

    /// The limit is the message's; 0 when none is awaited.
    init(sizeLimit: Int, stop: StopFlag) {
        self.sizeLimit = sizeLimit
        self.stop = stop
    }

    /// Returns false to break the transfer off.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        // The answers to commands come this way too; the transcript has them.
        guard sizeLimit > 0 else { return true }
        guard content.count + bytes.count <= sizeLimit else {
            interruption = .tooLarge
            return false
        }
        content.append(contentsOf: bytes)
        return true
    }

    func mustStop() -> Bool {
        if stop.isRaised { interruption = .stopped }
        return stop.isRaised
    }

    func noteCommand(_ line: some Collection<UInt8>) {
        transcript.noteCommand(line)
    }

    func noteReply(_ line: some Collection<UInt8>) {
        transcript.noteReply(line)
    }
}
