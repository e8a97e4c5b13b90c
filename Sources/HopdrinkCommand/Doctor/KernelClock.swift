import Glibc

enum KernelClock {
    /// Larger than the `struct timex` of any architecture; all zero it asks and changes nothing.
    private static let maxBytes = 1024
    /// What adjtimex(2) answers while nobody keeps the clock right.
    private static let timeError: Int32 = 5

    /// Whether the kernel was told of late, by timesyncd, chrony or ntpd, how far the clock may be off. Where it may not be
    /// asked, nothing is known against it.
    static var isSynchronised: Bool {
        // Swift's Glibc leaves <sys/timex.h> out, and a module for one call is not worth it.
        guard let symbol = dlsym(nil, "adjtimex") else { return true }
        let adjtimex = unsafeBitCast(symbol, to: (@convention(c) (UnsafeMutableRawPointer?) -> Int32).self)
        var state = [UInt64](repeating: 0, count: maxBytes / 8)
        return state.withUnsafeMutableBytes { adjtimex($0.baseAddress) } != timeError
    }
}
