import Domain
import Foundation
import Glibc

/// The number of files that this process has open, and the limit for them.
enum OpenFiles {
    /// Raises the limit to `wanted`, as far as the system allows it, and returns the resulting limit.
    static func raiseLimit(to wanted: Int) -> Int {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return 0 }
        guard limit.rlim_cur < rlim_t(wanted), limit.rlim_cur < limit.rlim_max else {
            return Int(clamping: limit.rlim_cur)
        }
        limit.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
        // If the system refuses, the old limit remains.
        _ = setrlimit(kind, &limit)
        guard getrlimit(kind, &limit) == 0 else { return 0 }
        return Int(clamping: limit.rlim_cur)
    }

    static var count: Int {
        // Without /proc only the three standard files are known.
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 3
    }
}

/// The system's limit of open files is too low to serve any client.
struct TooFewDescriptors: Error {
    let limit: Int
    let minimum: Int

    var sentence: String {
        "The system lets the daemon open \(limit) files, and it needs \(minimum): raise the limit (`LimitNOFILE=`)."
    }
}
