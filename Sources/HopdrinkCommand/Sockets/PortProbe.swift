import Glibc

/// Finds out early whether an address can be listened at, so that a start which can't succeed changes nothing.
enum PortProbe {
    /// What the system has against it; nil if nothing. Another daemon may still be quicker.
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
