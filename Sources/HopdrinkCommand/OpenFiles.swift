import Domain
import Foundation
import Glibc

/// How many files this process may open, and has open.
enum OpenFiles {
    /// Raises the limit to what is wanted, as far as the system lets us, and returns what it is then.
    static func raiseLimit(to wanted: Int) -> Int {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return 0 }
        guard limit.rlim_cur < rlim_t(wanted), limit.rlim_cur < limit.rlim_max else {
            return Int(clamping: limit.rlim_cur)
        }
        limit.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
        // Where it is refused, what holds is what held before.
        _ = setrlimit(kind, &limit)
        guard getrlimit(kind, &limit) == 0 else { return 0 }
        return Int(clamping: limit.rlim_cur)
    }

    static var count: Int {
        // Without /proc the standard files are all we know of.
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 3
    }
}

/// The system lets the process open too few files to serve anybody.
struct TooFewDescriptors: Error {
    let limit: Int
    let minimum: Int

    var sentence: String {
        "The system lets the daemon open \(limit) files, and it needs \(minimum): raise the limit (`LimitNOFILE=`)."
    }
}
