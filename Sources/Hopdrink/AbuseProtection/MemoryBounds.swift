import Foundation

/// The limits of a cache: what it may store, and what it may make at once.
struct CacheBounds: Sendable {
    var bytes: Int
    var entries: Int
    /// The maximum number of values made at once.
    var makers: Int
    /// The maximum number of callers that wait for a turn to make a value; each is one open connection.
    var line: Int
    /// The size in bytes above which a value is given to its callers but not stored.
    var largest: Int

    init(bytes: Int, entries: Int, makers: Int, line: Int, largest: Int? = nil) {
        self.bytes = bytes
        self.entries = entries
        self.makers = makers
        self.line = line
        self.largest = largest ?? bytes / 4
    }
}

/// All limits on the memory that strangers can make the daemon use, in one place.
///
/// Connections need more memory: at most 4,096 of them, each with a request of at most 16 kB of header fields and a
/// body of at most 64 kB. Idempotency keys, tokens and RSVPs are rows in the database.
enum MemoryBounds {
    /// How many values each cache makes at once. One processor is left to RSVPs, whose steps would otherwise wait behind
    /// one page after another.
    private static let makers = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
    /// The parts from which feeds are assembled: the text of each city's and each series' events.
    static let feedParts = CacheBounds(bytes: 56 << 20, entries: 4096, makers: makers, line: 1024, largest: 56 << 20)
    /// Finished feeds of at most one megabyte before compression, and the compressed form of larger ones. Both feed
    /// caches together take 64 MB.
    static let feedDocuments = CacheBounds(
        bytes: 8 << 20, entries: 4096, makers: makers, line: 1024, largest: 2 << 20
    )
    /// Pages, the API's lists and the parts of the sitemap.
    static let pages = CacheBounds(bytes: 32 << 20, entries: 4096, makers: makers, line: 2048)
    /// The bytes that a cache entry takes besides its value, and the bytes for each subject that it shows.
    static let entry = 1024
    static let subject = 256

    /// The maximum number of remembered networks that sent forms, about 130 bytes each.
    static let networks = 65_536
    /// The maximum number of remembered networks that sent RSVPs over the API without a token.
    static let programs = 16_384
    /// The maximum numbers of remembered mailboxes that received email, and of meetups that received RSVPs.
    static let mailboxes = 16_384
    static let meetups = 16_384
    /// The maximum number of remembered form tokens that came back.
    static let formTokens = 32_768
    /// The maximum bytes of one row of these tables, including its place in the hash table.
    static let row = 256

    /// The maximum bytes of all tables of the rate limiter.
    static let limits = row * (networks + programs + mailboxes + meetups + formTokens)
}
