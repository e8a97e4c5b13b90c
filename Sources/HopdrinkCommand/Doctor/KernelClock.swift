import Glibc

enum KernelClock {
    /// Larger than the `struct timex` of any architecture. If all bytes are zero, the call reads and changes nothing.
    private static let maxBytes = 1024
    /// The result of adjtimex(2) while no program synchronises the clock.
    private static let timeError: Int32 = 5

    /// Whether timesyncd, chrony or ntpd has recently told the kernel the max error of the clock. If the kernel can't
    /// be asked, the clock is assumed to be synchronised.
    static var isSynchronised: Bool {
        // Swift's Glibc lacks <sys/timex.h>, and a module for one call is not worth it.
        guard let symbol = dlsym(nil, "adjtimex") else { return true }
        let adjtimex = unsafeBitCast(symbol, to: (@convention(c) (UnsafeMutableRawPointer?) -> Int32).self)
        var state = [UInt64](repeating: 0, count: maxBytes / 8)
        return state.withUnsafeMutableBytes { adjtimex($0.baseAddress) } != timeError
    }
}
