/// One running request, with the data from libcurl's callbacks.
final class IMAPExchange {
    private let sizeLimit: Int
    private let stop: StopFlag
    private(set) var transcript = IMAPTranscript()
    private(set) var content: [UInt8] = []
    /// Why we interrupted the request, or nil if we didn't.
    private(set) var interruption: IMAPReport.Ending?

    /// `sizeLimit` is the max size of the message; 0 if no message is expected.
    init(sizeLimit: Int, stop: StopFlag) {
        self.sizeLimit = sizeLimit
        self.stop = stop
    }

    /// Stores the bytes. Returns false to interrupt the transfer.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        // The responses to commands arrive here too, but the transcript already has them.
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
