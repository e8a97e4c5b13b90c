import Domain
import Foundation

/// What tells one version of a document from the next (RFC 9110 §8.8).
struct Validators: Sendable {
    /// Those of every form in which the document is served: a client that has one of them has the document.
    let entityTags: [String]
    /// Grows with every change.
    let changed: Date

    /// Whether a client that asks in this way has this version (RFC 9110 §13.2.2): the date counts only for clients that
    /// know no entity tag.
    func areKnown(ifNoneMatch: String?, ifModifiedSince: String?) -> Bool {
        if let ifNoneMatch { return matches(ifNoneMatch) }
        guard let date = ifModifiedSince.flatMap(HTTPDate.instant) else { return false }
        return Int(changed.timeIntervalSince1970.rounded(.down)) <= Int(date.timeIntervalSince1970)
    }

    /// Compares weakly (§8.8.3.2), as If-None-Match does.
    private func matches(_ field: String) -> Bool {
        field.split(separator: ",").map { String($0).trimmed }.contains { tag in
            tag == "*" || entityTags.contains(tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag)
        }
    }
}
