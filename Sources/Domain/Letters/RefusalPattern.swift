/// What several refusals tell that one alone does not: a relay that refuses one reader after the other in the same words
/// means us, and one that takes the others' emails means the one that it refuses.
package struct RefusalPattern: Equatable, Sendable {
    /// In how many readers' domains the same words must be said, with no email taken in between.
    package static let minDomains = 3
    /// How many emails are remembered at the most that waited because of the relay.
    package static let maxSuspects = 1000

    private var words = ""
    private var domains: Set<String> = []
    private var takenCount = 0
    /// How many emails had been taken when the one to this reader was refused as if nothing of ours were.
    private var suspects: [String: Int] = [:]

    package init() {}

    package mutating func noteTaken(to reader: String) {
        takenCount += 1
        suspects[reader] = nil
        (words, domains) = ("", [])
    }

    /// Whether the relay means us, though it seems to speak of one reader or one email.
    package mutating func meansUs(by words: String, to reader: String) -> Bool {
        let said = Self.withoutNames(words)
        if said != self.words { (self.words, domains) = (said, []) }
        // Three are enough; more need not be remembered.
        if domains.count < Self.minDomains { domains.insert(Self.domain(of: reader)) }
        return domains.count >= Self.minDomains
    }

    /// Whether the relay means this email alone, though it seems to speak of us: it took others since it said so before.
    package mutating func meansOnlyOne(to reader: String) -> Bool {
        if let before = suspects[reader] { return takenCount > before }
        if suspects.count >= Self.maxSuspects { suspects = [:] }
        suspects[reader] = takenCount
        return false
    }

    /// Without what differs from one refusal to the next: addresses, hosts and numbers.
    private static func withoutNames(_ words: String) -> String {
        words.lowercased().split(separator: " ").filter { word in
            !word.utf8.contains { $0 == 0x40 || $0 == 0x2E || (0x30...0x39).contains($0) }
        }.joined(separator: " ")
    }

    private static func domain(of address: String) -> String {
        String(decoding: address.utf8.drop { $0 != 0x40 }.dropFirst(), as: UTF8.self).lowercased()
    }
}
