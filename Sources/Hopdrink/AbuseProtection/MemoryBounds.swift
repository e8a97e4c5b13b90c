import Foundation

/// How much a cache may hold and make at once.
struct CacheBounds: Sendable {
    var bytes: Int
    var entries: Int
    /// How many are made at once.
    var makers: Int
    /// How many wait for their turn to make something; each is one open connection.
    var line: Int
    /// A larger value is made for those who wait for it, and not kept.
    var largest: Int

    init(bytes: Int, entries: Int, makers: Int, line: Int, largest: Int? = nil) {
        self.bytes = bytes
        self.entries = entries
        self.makers = makers
        self.line = line
        self.largest = largest ?? bytes / 4
    }
}

/// What strangers can make the daemon keep in memory, all in one place.
///
/// Beside these there are the connections, 4,096 at most, each with a request of at most 16 kB of header fields and a
/// body of at most 64 kB. Idempotency keys, tokens and answers are rows of the database.
enum MemoryBounds {
    /// How many values each cache makes at once. One processor is left to RSVPs, whose steps would otherwise wait behind
    /// one page after another.
    private static let makers = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
    /// What feeds are put together from: the text of each city's and each series' events.
    static let feedParts = CacheBounds(bytes: 56 << 20, entries: 4096, makers: makers, line: 1024, largest: 56 << 20)
    /// Feeds that are ready, none larger than a megabyte without its compressed form, and compressed ones of the others.
    /// Both caches together are 64 MB.
    static let feedDocuments = CacheBounds(
        bytes: 8 << 20, entries: 4096, makers: makers, line: 1024, largest: 2 << 20
    )
    /// Pages, the lists of the API, and the parts of the sitemap.
    static let pages = CacheBounds(bytes: 32 << 20, entries: 4096, makers: makers, line: 2048)
    /// What one entry of a cache takes beside its bytes, and each of the subjects that it shows.
    static let entry = 1024
    static let subject = 256

    /// How many networks that sent forms are remembered, about 130 bytes each.
    static let networks = 65_536
    /// The same of those that answer over the API without a token.
    static let programs = 16_384
    /// The same for mailboxes that were written to, and for meetups that were answered.
    static let mailboxes = 16_384
    static let meetups = 16_384
    /// How many forms that came back are remembered.
    static let formTokens = 32_768
    /// What one row of these tables takes at most, its place in the hash table included.
    static let row = 256

    /// What the rate limiter's tables take at most.
    static let limits = row * (networks + programs + mailboxes + meetups + formTokens)
}
