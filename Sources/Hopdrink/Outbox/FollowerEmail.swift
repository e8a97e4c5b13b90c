import Domain
import Foundation
import Storage

/// A kind of email to a follower of a city.
struct FollowerEmail: Email {
    let kind: LetterKind
    let title: TranslationKey
    var hasToken: Bool { false }
    var isUnsubscribable = false
    /// Whether it says what is new, and belongs to the city's mailing list (RFC 2919).
    var hasNews = false
    let usefulUntil: @Sendable (_ queued: Date) -> Date
    let isStillTrue: @Sendable (Follower, _ news: [Meetup]) -> Bool
    let makePage: @Sendable (Follower, _ news: [Meetup], City, LetterLinks, LocalizedSite) -> any LetterPage
}

extension FollowerEmail {
    /// Returns the key that makes a letter unique: one per second and language.
    func idempotencyKey(to follower: Follower.ID, in language: Language? = nil, at now: Date) -> String {
        "\(kind.rawValue):\(follower):\(now.wholeSeconds)" + (language.map { ":\($0.code)" } ?? "")
    }

    /// Unsubscribing from reminders does not stop digests: a reader ends those by no longer following the city.
    func isStopped(by suppression: Suppression) -> Bool {
        suppression.scope == .everything || isUnsubscribable && suppression.cause != .unsubscribed
    }

    func facts(for letter: Letter, _ tx: Transaction) throws -> LetterFacts? {
        guard case .follower(let id) = letter.subject else { throw StoreError.unreadable(column: "letters.owner_kind") }
        guard var follower = try tx.followers.find(id) else { return nil }
        if let code = letter.details.language { follower.language = try Language(parsing: code) }
        let news = hasNews ? try news(for: letter, in: follower.city, tx) : []
        return try LetterFacts(of: self, for: .follower(follower, news: news), in: follower.city, tx)
    }

    private func news(for letter: Letter, in city: Slug, _ tx: Transaction) throws -> [Meetup] {
        let notifiedUntil = Date(timeIntervalSince1970: TimeInterval(letter.details.notifiedUntil ?? 0))
        let meetups = try tx.meetups.all(in: city, endingAfter: tx.now)
        return Digest.news(in: meetups, notifiedUntil: notifiedUntil, at: tx.now)
    }

    func isTrue(_ letter: Letter, _ facts: LetterFacts) -> Bool {
        guard case .follower(let follower, let news) = facts.reader else { return false }
        return isStillTrue(follower, news)
    }

    func deadline(of letter: Letter, _ facts: LetterFacts) -> Date { letter.deadline }

    func page(
        of letter: Letter, _ facts: LetterFacts, _ links: LetterLinks, in site: LocalizedSite, at now: Date
    ) throws -> any LetterPage {
        guard case .follower(let follower, let news) = facts.reader else { throw LetterFacts.OtherReader() }
        return makePage(follower, news, try facts.knownCity, links, site)
    }
}
