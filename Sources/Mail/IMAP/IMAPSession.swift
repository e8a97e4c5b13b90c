/// The mailbox's state and the steps of reading it. Every reading opens a new connection, because the server tells the
/// folder's validity only when the folder is opened.
final class IMAPSession: @unchecked Sendable {  // owns a libcurl handle, and only its mailbox's serial queue calls it
    /// The max number of windows that one call searches, so that every call ends soon.
    private static let windowLimit = 200

    private let settings: IMAPSettings
    private let folder: IMAPFolder
    private let doneFolder: IMAPFolder?
    private var connection: IMAPConnection?
    private var canMove = true
    let stop = StopFlag()

    init(_ settings: IMAPSettings) throws(MailError) {
        _ = try settings.url()
        guard let folder = IMAPFolder(settings.folder) else { throw .invalidSetting("folder") }
        let doneFolder = settings.doneFolder.flatMap(IMAPFolder.init)
        guard settings.doneFolder == nil || doneFolder != nil else { throw .invalidSetting("doneFolder") }
        self.settings = settings
        self.folder = folder
        self.doneFolder = doneFolder
    }

    func messages(after position: IMAPPosition?, limit: Int) throws(MailError) -> IMAPBatch {
        leave()
        let opened = try open()
        let start = opened.start(after: position)
        var batch = IMAPBatch(position: start, highest: try highest(opened))
        do throws(MailError) {
            try fill(&batch, count: opened.count, limit: limit)
        } catch {
            // The messages read so far can be processed. If the error is not a passing one, the next call meets it at
            // once.
            guard !batch.messages.isEmpty, error != .mailbox(.stopped) else { throw error }
        }
        return batch
    }

    func finish(_ position: IMAPPosition) throws(MailError) {
        if let doneFolder, canMove {
            let request = IMAPRequest.move(position, from: folder, to: doneFolder)
            let report = try perform(request)
            guard report.isUnknownCommand else { return try expectSuccess(report, request) }
            canMove = false
        }
        let request = IMAPRequest.markSeen(position, in: folder)
        try expectSuccess(perform(request), request)
    }

    func leave() {
        // A server that doesn't receive our LOGOUT will see the connection close.
        try? connection?.logOut(stop: stop)
        connection = nil
    }
}

extension IMAPSession {
    private func open() throws(MailError) -> OpenedFolder {
        let request = IMAPRequest.select(folder)
        let report = try perform(request)
        guard report.ending == .finished else { throw .mailbox(MailboxProblem(report, request)) }
        guard let validity = report.transcript.folder.validity else {
            throw .mailbox(.unavailable("The server gives its messages no lasting numbers."))
        }
        return OpenedFolder(facts: report.transcript.folder, validity: validity)
    }

    private func highest(_ opened: OpenedFolder) throws(MailError) -> UInt32 {
        if let next = opened.facts.nextUID, next > 0 { return next - 1 }
        return opened.count == 0 ? 0 : try search("*", opened.validity).max() ?? 0
    }

    private func fill(_ batch: inout IMAPBatch, count: UInt32, limit: Int) throws(MailError) {
        try skipEmptyBeginning(&batch, count: count)
        let windows = UIDWindows(after: batch.position.uid, through: batch.highest, count: count)
        for window in windows.prefix(Self.windowLimit) {
            for uid in try search(window, batch.position.validity) {
                guard batch.hasRoom(limit) else { return }
                try read(uid, into: &batch)
            }
            batch.advance(to: window.upperBound)
        }
    }

    /// In an old mailbox the first message may have a number in the millions.
    private func skipEmptyBeginning(_ batch: inout IMAPBatch, count: UInt32) throws(MailError) {
        guard count > UIDWindows.width, batch.position.uid < batch.highest else { return }
        let first = try search("1", batch.position.validity).min() ?? 0
        if first > 0, first - 1 > batch.position.uid { batch.advance(to: min(first - 1, batch.highest)) }
    }

    private func search(_ window: ClosedRange<UInt32>, _ validity: UInt32) throws(MailError) -> [UInt32] {
        let found = try search("UID \(window.lowerBound):\(window.upperBound)", validity)
        return found.filter(window.contains).sorted()
    }

    private func search(_ criterion: String, _ validity: UInt32) throws(MailError) -> [UInt32] {
        let request = IMAPRequest.search(criterion, in: folder, validity: validity)
        let report = try perform(request)
        guard report.ending == .finished else { throw .mailbox(MailboxProblem(report, request)) }
        return report.transcript.found
    }

    private func read(_ uid: UInt32, into batch: inout IMAPBatch) throws(MailError) {
        let position = IMAPPosition(validity: batch.position.validity, uid: uid)
        let request = IMAPRequest.fetch(position, in: folder)
        var report = try perform(request)
        // libcurl takes an unsolicited flag change by another program for the response, so the request is repeated
        // once.
        if report.ending == .unreadable { report = try perform(request) }
        switch report.ending {
        case .finished: batch.append(IMAPMessage(position: position, content: .bytes(report.content)))
        case .tooLarge: batch.append(IMAPMessage(position: position, content: .tooLarge))
        case .unreadable: batch.append(IMAPMessage(position: position, content: .unreadable))
        case .notFound where report.refusal == nil: batch.advance(to: uid)
        default: throw .mailbox(MailboxProblem(report, request))
        }
    }

    private func expectSuccess(_ report: IMAPReport, _ request: IMAPRequest) throws(MailError) {
        // A message whose number is no longer valid will be read again.
        let isOutdated = report.ending == .notFound
        guard report.ending == .finished || isOutdated else { throw .mailbox(MailboxProblem(report, request)) }
    }

    /// After a failure libcurl's state of the conversation is wrong, so the connection is not used again.
    private func perform(_ request: IMAPRequest) throws(MailError) -> IMAPReport {
        guard !stop.isRaised else { throw .mailbox(.stopped) }
        let report = try openConnection().perform(request, stop: stop)
        if report.ending != .finished { connection = nil }
        return report
    }

    private func openConnection() throws(MailError) -> IMAPConnection {
        if let connection { return connection }
        let opened = try IMAPConnection(settings)
        connection = opened
        return opened
    }
}

/// The server's description of the opened folder.
private struct OpenedFolder {
    let facts: IMAPTranscript.Folder
    let validity: UInt32

    var count: UInt32 { facts.count }

    func start(after position: IMAPPosition?) -> IMAPPosition {
        if let position, position.validity == validity { return position }
        return IMAPPosition(validity: validity, uid: 0)
    }
}

extension IMAPReport {
    fileprivate var isUnknownCommand: Bool {
        transcript.step == .command && refusal?.result == .bad
    }
}
