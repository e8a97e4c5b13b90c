import Domain
import HTTPTypes
import Hummingbird

extension Request {
    /// Whether Accept-Encoding names gzip and does not refuse it.
    var takesGzip: Bool {
        let codings = (headers[.acceptEncoding] ?? "").lowercased().split(separator: ",").map { String($0).trimmed }
        return codings.contains { coding in
            let parts = coding.split(separator: ";").map { String($0).trimmed }
            return parts.first == "gzip" && !["q=0", "q=0.0", "q=0.00", "q=0.000"].contains(parts.last)
        }
    }
}
