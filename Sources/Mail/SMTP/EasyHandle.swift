import CCurl

/// A connection to the relay that libcurl opens and keeps open. Only one thread at a time may use it.
final class EasyHandle {
    private let curl: CurlHandle
    private let line = ExchangeLine()

    init(_ settings: SMTPSettings) throws(MailError) {
        curl = try CurlHandle()
        try connectCallbacks()
        try apply(settings)
        try apply(settings.timeouts)
    }

    /// Blocks until the relay has responded or failed.
    func send(_ exchange: SMTPExchange, size: Int, envelope: Envelope) throws(MailError) -> SMTPResult {
        let recipients = curl_slist_append(nil, envelope.recipient)
        defer { curl_slist_free_all(recipients) }
        try curl.set(CURLOPT_MAIL_FROM, envelope.sender)
        try curl.set(CURLOPT_MAIL_RCPT, pointer: recipients)
        try curl.set(CURLOPT_INFILESIZE_LARGE, size: size)
        line.exchange = exchange
        defer { line.exchange = nil }
        return exchange.report(perform())
    }

    /// Connects and logs in, without sending a message.
    func greet(_ exchange: SMTPExchange) throws(MailError) -> SMTPResult {
        try order("NOOP")
        line.exchange = exchange
        defer { line.exchange = nil }
        var report = exchange.report(perform())
        if report.ending == .finished, exchange.isLoginMissing { report.ending = .loginMissing }
        return report
    }

    /// Sends QUIT, and does not wait long for the response.
    func quit() throws(MailError) {
        try order("QUIT")
        try curl.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, 2)
        try curl.set(CURLOPT_TIMEOUT_MS, 2000)
        _ = perform()
    }

    private func order(_ command: String) throws(MailError) {
        try curl.set(CURLOPT_UPLOAD, 0)
        try curl.set(CURLOPT_NOBODY, 1)
        try curl.set(CURLOPT_MAIL_RCPT, pointer: nil)
        try curl.set(CURLOPT_CUSTOMREQUEST, command)
    }

    private func perform() -> SMTPResult.Ending {
        let code = curl.perform()
        return switch code {
        case CURLE_OK: .finished
        case CURLE_OPERATION_TIMEDOUT: .timedOut(curl.explanation(code))
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: .unreachable(curl.explanation(code))
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE:
            .insecure(curl.explanation(code))
        case CURLE_LOGIN_DENIED: .loginRefused(curl.explanation(code))
        default: .failed(curl.explanation(code))
        }
    }
}

extension EasyHandle {
    private func apply(_ settings: SMTPSettings) throws(MailError) {
        try curl.set(CURLOPT_URL, try settings.url())
        try curl.set(CURLOPT_UPLOAD, 1)
        try curl.set(CURLOPT_USE_SSL, Int((settings.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
        if let caFile = settings.caFile { try curl.set(CURLOPT_CAINFO, caFile) }
        guard let login = settings.login else { return }
        try curl.set(CURLOPT_USERNAME, login.user)
        try curl.set(CURLOPT_PASSWORD, login.password)
    }

    private func apply(_ timeouts: SMTPSettings.Timeouts) throws(MailError) {
        try curl.set(CURLOPT_CONNECTTIMEOUT_MS, timeouts.connect)
        try curl.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, Int(timeouts.response.components.seconds)))
        try curl.set(CURLOPT_TIMEOUT_MS, timeouts.total)
        try curl.set(CURLOPT_MAXAGE_CONN, 90)
    }

    /// The conversation is read from the debug callback, which alone distinguishes commands from replies.
    private func connectCallbacks() throws(MailError) {
        try curl.setReading(readText, line)
        try curl.setWatching(line: noteLine, progress: checkStop, line)
    }
}

/// The object that libcurl passes to the callbacks.
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
    case CURLINFO_TEXT: exchange.noteText(line)
    default: break
    }
    return 0
}

private let checkStop: curl_xferinfo_callback = { context, _, _, _, _ in
    ExchangeLine.exchange(context)?.mustStop() == true ? 1 : 0
}
