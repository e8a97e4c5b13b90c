import Domain
import Foundation

/// The validators of a document, which distinguish its versions (RFC 9110 §8.8).
struct Validators: Sendable {
    /// The entity tags of all representations of the document. A client that has one of them has the document.
    let entityTags: [String]
    /// Later after every change.
    let changed: Date

    /// Whether a client with these conditional fields has this version (RFC 9110 §13.2.2). The date counts only if the
    /// client sends no entity tag.
    func areKnown(ifNoneMatch: String?, ifModifiedSince: String?) -> Bool {
        if let ifNoneMatch { return matches(ifNoneMatch) }
        guard let date = ifModifiedSince.flatMap(HTTPDate.instant) else { return false }
        return Int(changed.timeIntervalSince1970.rounded(.down)) <= Int(date.timeIntervalSince1970)
    }

    /// Uses the weak comparison (§8.8.3.2), as If-None-Match does.
    private func matches(_ field: String) -> Bool {
        field.split(separator: ",").map { String($0).trimmed }.contains { tag in
            tag == "*" || entityTags.contains(tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag)
        }
    }
}
