import CCurl
import Foundation

/// A connection to the server that libcurl opens, logs in to, and keeps open. Only one thread at a time may use it.
final class IMAPConnection {
    private let settings: IMAPSettings
    private let url: String
    private let curl: CurlHandle
    private let line: IMAPLine

    init(_ settings: IMAPSettings) throws(MailError) {
        self.settings = settings
        url = try settings.url()
        line = IMAPLine()
        curl = try CurlHandle()
        try connectCallbacks()
        try apply()
    }

    /// Blocks until the server has responded or failed.
    func perform(_ request: IMAPRequest, stop: StopFlag) throws(MailError) -> IMAPReport {
        try curl.set(CURLOPT_URL, url + request.path)
        try curl.set(CURLOPT_CUSTOMREQUEST, request.customRequest)
        let exchange = IMAPExchange(sizeLimit: request.isFetch ? settings.messageLimit : 0, stop: stop)
        line.exchange = exchange
        defer { line.exchange = nil }
        let code = curl.perform()
        return IMAPReport(
            ending: exchange.interruption ?? Self.ending(code),
            transcript: exchange.transcript,
            content: exchange.content,
            reason: curl.explanation(code)
        )
    }

    /// Sends LOGOUT, and does not wait long for the response.
    func logOut(stop: StopFlag) throws(MailError) {
        guard curl.isConnected else { return }
        line.exchange = IMAPExchange(sizeLimit: 0, stop: stop)
        defer { line.exchange = nil }
        try curl.set(CURLOPT_URL, url)
        try curl.set(CURLOPT_CUSTOMREQUEST, "LOGOUT")
        try curl.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, 2)
        try curl.set(CURLOPT_TIMEOUT_MS, .seconds(2))
        _ = curl.perform()
    }

    private static func ending(_ code: CURLcode) -> IMAPReport.Ending {
        switch code {
        case CURLE_OK: .finished
        case CURLE_REMOTE_FILE_NOT_FOUND: .notFound
        case CURLE_WEIRD_SERVER_REPLY: .unreadable
        case CURLE_LOGIN_DENIED: .loginDenied
        default: .failed
        }
    }
}

extension IMAPConnection {
    private func apply() throws(MailError) {
        let encryption = settings.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        try curl.set(CURLOPT_USE_SSL, Int(encryption.rawValue))
        if let caFile = settings.caFile { try curl.set(CURLOPT_CAINFO, caFile) }
        try curl.set(CURLOPT_USERNAME, settings.login.user)
        try curl.set(CURLOPT_PASSWORD, settings.login.password)
        try curl.set(CURLOPT_CONNECTTIMEOUT_MS, settings.timeouts.connect)
        try curl.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, Int(settings.timeouts.response.components.seconds)))
        try curl.set(CURLOPT_TIMEOUT_MS, settings.timeouts.total)
    }

    /// The conversation is read from the debug callback. It alone distinguishes commands from responses, and it never
    /// gets a line of a message.
    private func connectCallbacks() throws(MailError) {
        try curl.setWriting(takeContent, line)
        try curl.setWatching(line: noteLine, progress: checkStop, line)
    }
}

/// The object that libcurl passes to the callbacks.
private final class IMAPLine {
    var exchange: IMAPExchange?

    static func exchange(_ context: UnsafeMutableRawPointer?) -> IMAPExchange? {
        context.flatMap { Unmanaged<IMAPLine>.fromOpaque($0).takeUnretainedValue().exchange }
    }
}

private let takeContent: curl_write_callback = { bytes, size, count, context in
    let content = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return IMAPLine.exchange(context)?.take(content) == false ? 0 : content.count
}

private let noteLine: curl_debug_callback = { _, kind, text, count, context in
    guard let exchange = IMAPLine.exchange(context) else { return 0 }
    let line = UnsafeRawBufferPointer(start: text, count: count)
    switch kind {
    case CURLINFO_HEADER_OUT: exchange.noteCommand(line)
    case CURLINFO_HEADER_IN: exchange.noteReply(line)
    default: break
    }
    return 0
}

private let checkStop: curl_xferinfo_callback = { context, _, _, _, _ in
    IMAPLine.exchange(context)?.mustStop() == true ? 1 : 0
}
