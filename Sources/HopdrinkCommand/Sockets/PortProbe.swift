import Glibc

/// Checks early whether the daemon can listen at an address, so that a start that must fail changes nothing.
enum PortProbe {
    /// Returns the system's error, or nil if the address is free. Another daemon may still take it afterwards.
    static func obstacle(at address: ListenAddress) -> String? {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let failure = getaddrinfo(address.host, String(address.port), &hints, &found)
        guard failure == 0, let first = found else { return String(cString: gai_strerror(failure)) }
        defer { freeaddrinfo(first) }
        return obstacle(at: first.pointee)
    }

    private static func obstacle(at address: addrinfo) -> String? {
        let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return SystemError().sentence }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        return bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 ? nil : SystemError().sentence
    }
}
