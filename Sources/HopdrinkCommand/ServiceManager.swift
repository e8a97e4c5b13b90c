import Glibc

/// The service manager that started the daemon. It gets our state as in sd_notify(3). Nothing is sent if there is none.
struct ServiceManager: Sendable {
    private let socket: DatagramSocket?
    /// The interval of our signs of life: a third of the service manager's limit. Nil if it has no watchdog.
    let watchdogInterval: Duration?

    init(environment: [String: String], process: Int32 = getpid()) {
        socket = environment["NOTIFY_SOCKET"].flatMap(UnixAddress.init).flatMap(DatagramSocket.init(to:))
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(process) } ?? true
        let limit = environment["WATCHDOG_USEC"].flatMap(Int.init) ?? 0
        watchdogInterval = isForUs && limit > 0 ? .microseconds(limit / 3) : nil
    }

    func ready(_ status: String) {
        send("READY=1\nSTATUS=\(status)")
    }

    /// Asks for more time to start, and gives the reason.
    func starting(_ status: String) {
        send("EXTEND_TIMEOUT_USEC=60000000\nSTATUS=\(status)")
    }

    func alive() {
        send("WATCHDOG=1")
    }

    func stopping() {
        send("STOPPING=1\nSTATUS=Finishing what was begun.")
    }

    private func send(_ message: String) {
        // An error is ignored: the daemon can run without its service manager.
        _ = socket?.send(Array(message.utf8))
    }
}
