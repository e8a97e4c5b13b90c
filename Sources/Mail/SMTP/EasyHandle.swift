import CCurl
import Foundation

/// A libcurl handle and the connection it keeps. Belongs to one thread at a time.
final class EasyHandle {
    private let curl: UnsafeMutableRawPointer
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private let line = ExchangeLine()

    private static let library = curl_global_init(Int(CURL_GLOBAL_ALL))

    static func startLibrary() throws(MailError) {
        guard library == CURLE_OK else { throw .libcurl(String(cString: curl_easy_strerror(library))) }
    }

    init(_ settings: SMTPSettings) throws(MailError) {
        try Self.startLibrary()
        guard let curl = curl_easy_init() else { throw .libcurl("libcurl gives no handle.") }
        self.curl = curl
        try connectCallbacks()
        try apply(settings)
        try apply(settings.timeouts)
    }

    /// Closes the socket first: otherwise libcurl says QUIT and waits for the answer, ten minutes if the relay is dead.
    deinit {
        var socket = CURL_SOCKET_BAD
        curl_easy_getinfo_socket(curl, &socket)
        if socket != CURL_SOCKET_BAD { shutdown(socket, Int32(SHUT_RDWR)) }
        curl_easy_cleanup(curl)
        errorText.deallocate()
    }

    /// Blocks until the relay has answered, or failed to.
    func send(_ exchange: SMTPExchange, size: Int, envelope: Envelope) throws(MailError) -> TransferReport {
        let recipients = curl_slist_append(nil, envelope.recipient)
        defer { curl_slist_free_all(recipients) }
        try set(CURLOPT_MAIL_FROM, envelope.sender)
        try check(curl_easy_setopt_pointer(curl, CURLOPT_MAIL_RCPT, recipients))
        try check(curl_easy_setopt_size(curl, CURLOPT_INFILESIZE_LARGE, curl_off_t(size)))
        line.exchange = exchange
        defer { line.exchange = nil }
        return exchange.report(perform())
    }

    /// Takes leave of the relay, but not for long.
    func quit() throws(MailError) {
        try set(CURLOPT_UPLOAD, 0)
        try set(CURLOPT_NOBODY, 1)
        try check(curl_easy_setopt_pointer(curl, CURLOPT_MAIL_RCPT, nil))
        try set(CURLOPT_CUSTOMREQUEST, "QUIT")
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, 2)
        try set(CURLOPT_TIMEOUT_MS, 2000)
        _ = perform()
    }

    private func perform() -> TransferReport.Ending {
        errorText.pointee = 0
        let code = curl_easy_perform(curl)
        return switch code {
        case CURLE_OK: .finished
        case CURLE_OPERATION_TIMEDOUT: .timedOut(explanation(code))
        default: .failed(explanation(code))
        }
    }

    private func explanation(_ code: CURLcode) -> String {
        errorText.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
    }
}

extension EasyHandle {
    private func apply(_ settings: SMTPSettings) throws(MailError) {
        try set(CURLOPT_URL, try settings.url())
        try set(CURLOPT_UPLOAD, 1)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_USE_SSL, Int((settings.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        if let caFile = settings.caFile { try set(CURLOPT_CAINFO, caFile) }
        guard let login = settings.login else { return }
        try set(CURLOPT_USERNAME, login.user)
        try set(CURLOPT_PASSWORD, login.password)
    }

    private func apply(_ timeouts: SMTPSettings.Timeouts) throws(MailError) {
        try set(CURLOPT_CONNECTTIMEOUT_MS, timeouts.connect.milliseconds)
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, timeouts.response.milliseconds / 1000))
        try set(CURLOPT_TIMEOUT_MS, timeouts.total.milliseconds)
        try set(CURLOPT_MAXAGE_CONN, 60)
    }

    /// The conversation is read from the debug callback, which alone tells commands and replies apart.
    private func connectCallbacks() throws(MailError) {
        let context = Unmanaged.passUnretained(line).toOpaque()
        try check(curl_easy_setopt_read(curl, readText))
        try check(curl_easy_setopt_pointer(curl, CURLOPT_READDATA, context))
        try check(curl_easy_setopt_debug(curl, noteLine))
        try check(curl_easy_setopt_pointer(curl, CURLOPT_DEBUGDATA, context))
        try check(curl_easy_setopt_progress(curl, checkStop))
        try check(curl_easy_setopt_pointer(curl, CURLOPT_XFERINFODATA, context))
        try check(curl_easy_setopt_pointer(curl, CURLOPT_ERRORBUFFER, errorText))
        try set(CURLOPT_VERBOSE, 1)
        try set(CURLOPT_NOPROGRESS, 0)
    }

    private func set(_ option: CURLoption, _ number: Int) throws(MailError) {
        try check(curl_easy_setopt_long(curl, option, number))
    }

    private func set(_ option: CURLoption, _ text: String) throws(MailError) {
        try check(curl_easy_setopt_text(curl, option, text))
    }

    private func check(_ code: CURLcode) throws(MailError) {
        guard code == CURLE_OK else { throw .libcurl(String(cString: curl_easy_strerror(code))) }
    }
}

/// What libcurl hands to the callbacks. Lives as long as the handle, which calls back even while it is being closed.
private final class ExchangeLine {
    var exchange: SMTPExchange?

    static func exchange(_ context: UnsafeMutableRawPointer?) -> SMTPExchange? {
        context.flatMap { Unmanaged<ExchangeLine>.fromOpaque($0).takeUnretainedValue().exchange }
    }
}

private let readText: curl_read_callback = { buffer, size, count, context in
    let space = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
    return ExchangeLine.exchange(context)?.copyText(into: space) ?? Int(CURL_READFUNC_ABORT)
}

private let noteLine: curl_debug_callback = { _, kind, text, count, context in
    guard let exchange = ExchangeLine.exchange(context) else { return 0 }
    let line = UnsafeRawBufferPointer(start: text, count: count)
    switch kind {
    case CURLINFO_HEADER_OUT: exchange.noteCommand(line)
    case CURLINFO_HEADER_IN: exchange.noteReply(line)
    default: break
    }
    return 0
}

private let checkStop: curl_xferinfo_callback = { context, _, _, _, _ in
    ExchangeLine.exchange(context)?.mustStop() == true ? 1 : 0
}

extension Duration {
    fileprivate var milliseconds: Int {
        Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
