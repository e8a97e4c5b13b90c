/// Conclusions from several refusals that a single one does not allow. A relay that refuses one reader after another
/// with the same text means us. A relay that accepts the other emails means only the email that it refuses.
package struct RefusalPattern: Equatable, Sendable {
    /// The number of readers' domains that must be refused with the same text, with no email accepted in between.
    package static let minDomains = 3
    /// The max number of remembered emails that wait because of the relay.
    package static let maxSuspects = 1000

    private var words = ""
    private var domains: Set<String> = []
    private var takenCount = 0
    /// The number of emails accepted before the email to this reader was refused as if the relay meant us.
    private var suspects: [String: Int] = [:]

    package init() {}

    package mutating func noteTaken(to reader: String) {
        takenCount += 1
        suspects[reader] = nil
        (words, domains) = ("", [])
    }

    /// Whether the relay means us, although it seems to refuse one reader or one email.
    package mutating func meansUs(by words: String, to reader: String) -> Bool {
        let said = Self.withoutNames(words)
        if said != self.words { (self.words, domains) = (said, []) }
        // Three domains are enough; more need not be remembered.
        if domains.count < Self.minDomains { domains.insert(Self.domain(of: reader)) }
        return domains.count >= Self.minDomains
    }

    /// Whether the relay means this email alone, although it seems to refuse us: it accepted others since the first
    /// refusal.
    package mutating func meansOnlyOne(to reader: String) -> Bool {
        if let before = suspects[reader] { return takenCount > before }
        if suspects.count >= Self.maxSuspects { suspects = [:] }
        suspects[reader] = takenCount
        return false
    }

    /// Removes the words that differ from one refusal to the next: addresses, hosts and numbers.
    private static func withoutNames(_ words: String) -> String {
        words.lowercased().split(separator: " ").filter { word in
            !word.utf8.contains { $0 == 0x40 || $0 == 0x2E || (0x30...0x39).contains($0) }
        }.joined(separator: " ")
    }

    private static func domain(of address: String) -> String {
        String(decoding: address.utf8.drop { $0 != 0x40 }.dropFirst(), as: UTF8.self).lowercased()
    }
}
