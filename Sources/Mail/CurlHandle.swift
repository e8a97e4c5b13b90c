import CCurl
import Foundation

/// A libcurl handle and its open connection. Only one thread at a time may use it.
final class CurlHandle {
    private let curl: UnsafeMutableRawPointer
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    /// The contexts of the callbacks, kept until the handle is closed: libcurl calls back even while it closes.
    private var contexts: [AnyObject] = []

    private static let library = curl_global_init(Int(CURL_GLOBAL_ALL))

    static func startLibrary() throws(MailError) {
        guard library == CURLE_OK else { throw .libcurl(String(cString: curl_easy_strerror(library))) }
    }

    init() throws(MailError) {
        try Self.startLibrary()
        guard let curl = curl_easy_init() else { throw .libcurl("libcurl gives no handle.") }
        self.curl = curl
        try check(curl_easy_setopt_pointer(curl, CURLOPT_ERRORBUFFER, errorText))
        try set(CURLOPT_NOSIGNAL, 1)
        // Without this option, closing the handle would wait for a name server that doesn't respond.
        try set(CURLOPT_QUICK_EXIT, 1)
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_TCP_KEEPALIVE, 1)
    }

    /// Closes the socket first. Otherwise libcurl sends QUIT or LOGOUT and waits for the response, ten minutes if a
    /// relay is dead.
    deinit {
        let socket = socket
        if socket != CURL_SOCKET_BAD { shutdown(socket, Int32(SHUT_RDWR)) }
        curl_easy_cleanup(curl)
        errorText.deallocate()
    }

    var isConnected: Bool { socket != CURL_SOCKET_BAD }

    /// Blocks until the transfer has ended.
    func perform() -> CURLcode {
        errorText.pointee = 0
        return curl_easy_perform(curl)
    }

    /// Returns libcurl's explanation of how the last transfer ended.
    func explanation(_ code: CURLcode) -> String {
        errorText.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
    }

    private var socket: curl_socket_t {
        var socket = CURL_SOCKET_BAD
        curl_easy_getinfo_socket(curl, &socket)
        return socket
    }
}

extension CurlHandle {
    func set(_ option: CURLoption, _ number: Int) throws(MailError) {
        try check(curl_easy_setopt_long(curl, option, number))
    }

    /// Sets an option. Nil resets it.
    func set(_ option: CURLoption, _ text: String?) throws(MailError) {
        guard let text else { return try check(curl_easy_setopt_text(curl, option, nil)) }
        try check(curl_easy_setopt_text(curl, option, text))
    }

    func set(_ option: CURLoption, _ duration: Duration) throws(MailError) {
        let (seconds, attoseconds) = duration.components
        try set(option, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }

    func set(_ option: CURLoption, size: Int) throws(MailError) {
        try check(curl_easy_setopt_size(curl, option, curl_off_t(size)))
    }

    /// Sets an option. The pointer must stay valid until the transfer has ended.
    func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) throws(MailError) {
        try check(curl_easy_setopt_pointer(curl, option, pointer))
    }
}

extension CurlHandle {
    func setReading(_ callback: @escaping curl_read_callback, _ context: AnyObject) throws(MailError) {
        try check(curl_easy_setopt_read(curl, callback))
        try set(CURLOPT_READDATA, pointer: keep(context))
    }

    func setWriting(_ callback: @escaping curl_write_callback, _ context: AnyObject) throws(MailError) {
        try check(curl_easy_setopt_write(curl, callback))
        try set(CURLOPT_WRITEDATA, pointer: keep(context))
    }

    /// Sets one callback that gets every line of the conversation, and one that runs about once a second.
    func setWatching(
        line: @escaping curl_debug_callback,
        progress: @escaping curl_xferinfo_callback,
        _ context: AnyObject
    ) throws(MailError) {
        try check(curl_easy_setopt_debug(curl, line))
        try set(CURLOPT_DEBUGDATA, pointer: keep(context))
        try set(CURLOPT_VERBOSE, 1)
        try check(curl_easy_setopt_progress(curl, progress))
        try set(CURLOPT_XFERINFODATA, pointer: keep(context))
        try set(CURLOPT_NOPROGRESS, 0)
    }

    private func keep(_ context: AnyObject) -> UnsafeMutableRawPointer {
        contexts.append(context)
        return Unmanaged.passUnretained(context).toOpaque()
    }

    private func check(_ code: CURLcode) throws(MailError) {
        guard code == CURLE_OK else { throw .libcurl(String(cString: curl_easy_strerror(code))) }
    }
}
