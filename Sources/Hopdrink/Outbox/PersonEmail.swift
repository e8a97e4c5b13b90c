import Domain
import Foundation
import Storage

/// A kind of email to a person who is not a guest, a contact or a follower.
struct PersonEmail: Email {
    /// What one email says.
    struct Content: Sendable {
        /// Whether it still tells the truth.
        var isTrue = true
        let makePage: @Sendable (Correspondent, LetterLinks, LocalizedSite) -> any LetterPage
    }

    /// The maximum number of emails with a link in a day to somebody who only gave an address.
    static let maxPerDay = 3

    let kind: LetterKind
    let title: TranslationKey
    var hasToken = false
    /// How long it is of use, in seconds.
    let lifetime: TimeInterval
    /// Reads what it says; nil if its subject is gone.
    let read: @Sendable (Letter, Transaction) throws -> Content?
}

extension PersonEmail {
    /// Returns the key that makes a letter unique: one per named cause, otherwise one per second.
    func idempotencyKey(to person: Correspondent, because cause: String? = nil, at now: Date) -> String {
        "\(kind.rawValue):\(person.address.folded):\(cause ?? String(now.wholeSeconds))"
    }

    func facts(for letter: Letter, _ tx: Transaction) throws -> LetterFacts? {
        guard case .person(let person, _) = letter.subject else {
            throw StoreError.unreadable(column: "letters.owner_kind")
        }
        guard let content = try read(letter, tx) else { return nil }
        return try LetterFacts(of: self, for: .person(person, content), in: nil, tx)
    }

    func isTrue(_ letter: Letter, _ facts: LetterFacts) -> Bool {
        guard case .person(_, let content) = facts.reader else { return false }
        return content.isTrue
    }

    func deadline(of letter: Letter, _ facts: LetterFacts) -> Date { letter.deadline }

    func page(
        of letter: Letter, _ facts: LetterFacts, _ links: LetterLinks, in site: LocalizedSite, at now: Date
    ) throws -> any LetterPage {
        guard case .person(let person, let content) = facts.reader else { throw LetterFacts.OtherReader() }
        return content.makePage(person, links, site)
    }
}
