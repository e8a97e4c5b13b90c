import Glibc

/// The service manager that started us, told of our state as sd_notify(3) says; silent when there is none.
struct ServiceManager: Sendable {
    private let socket: DatagramSocket?
    /// How often it wants to hear that we are alive: a third of its limit. Nil when it does not watch.
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

    /// Asks for more time to start, and says what for.
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
        // A service manager that does not listen is no reason to stop.
        _ = socket?.send(Array(message.utf8))
    }
}
