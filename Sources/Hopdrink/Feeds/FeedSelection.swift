import Domain
import Hummingbird

/// The meetups that a feed contains, and the way in which it shows them.
struct FeedSelection: Hashable, Sendable {
    enum Scope: Hashable, Sendable {
        case network
        /// Sorted by slug, without duplicates.
        case cities([Slug])
        case series(Slug, in: Slug)
        /// The meetups at all venues whose names turn into this slug.
        case venue(VenueSlug, in: Slug)
    }

    enum Format: Sendable {
        case calendar
        /// For feed readers; only for the feed of one city.
        case atom
    }

    var scope: Scope
    var format = Format.calendar
    var hidesCancelled = false
    /// How long before the start calendars show an alarm; nil for no alarm.
    var alarm: FeedAlarm?
}

extension FeedSelection {
    static let maxCities = 50

    /// Reads the query parameters of a feed's request: `?cancelled=hide`, `?alarm=PT2H`.
    init(_ scope: Scope, _ request: Request) throws(Failure) {
        self.init(scope: scope)
        let parameters = request.uri.queryParameters
        switch parameters["cancelled"].map(String.init) {
        case nil, "show": break
        case "hide": hidesCancelled = true
        default: throw .malformed("`cancelled` must be show or hide.")
        }
        if let text = parameters["alarm"].map(String.init) {
            guard let alarm = FeedAlarm(parsing: text) else { throw .malformed(FeedAlarm.sentence) }
            self.alarm = alarm
        }
    }

    /// Reads the cities of `?cities=tours,paris`.
    static func tour(_ request: Request) throws(Failure) -> Scope {
        let names = (request.uri.queryParameters["cities"].map(String.init) ?? "").split(separator: ",")
        var slugs: Set<Slug> = []
        for name in names {
            do throws(FieldErrorReason) {
                slugs.insert(try Slug(parsing: String(name)))
            } catch {
                throw .notFound
            }
        }
        guard (1...maxCities).contains(slugs.count) else {
            throw .malformed("`cities` must name 1 to \(maxCities) cities, with commas between them.")
        }
        return .cities(slugs.sorted { $0.text < $1.text })
    }
}

/// A time before the start at which calendars show an alarm. Only a few times are allowed, so that feeds have few
/// variants.
struct FeedAlarm: Hashable, Sendable {
    private let minutes: Int

    /// The duration in the format of RFC 5545 §3.3.6, such as `PT2H`.
    var text: String { Self.known[minutes] ?? "PT\(minutes)M" }

    /// Parses `PT30M`, `PT2H`, `P1D`, `P1W` and other spellings of the allowed times. Returns nil for all other times.
    init?(parsing text: String) {
        guard let minutes = ISODuration.minutes(text), Self.known[minutes] != nil else { return nil }
        self.minutes = minutes
    }

    private static let known: [Int: String] = {
        let texts = [
            "PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT6H", "PT12H", "P1D", "P2D",
            "P1W", "P2W",
        ]
        let pairs = texts.compactMap { text in ISODuration.minutes(text).map { ($0, text) } }
        return Dictionary(uniqueKeysWithValues: pairs)
    }()

    static var sentence: String {
        let times = known.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ")
        return "`alarm` must be one of these times before the start: \(times)."
    }
}

/// Durations in the format of RFC 5545 §3.3.6, limited to whole minutes.
enum ISODuration {
    /// Parses `PT30M`, `PT2H`, `P1D` or `P1W`. Returns nil for combinations and for anything else.
    static func minutes(_ text: String) -> Int? {
        guard let match = text.wholeMatch(of: /P(?:(\d{1,3})W|(\d{1,3})D|T(\d{1,4})H|T(\d{1,5})M)/) else { return nil }
        let (_, weeks, days, hours, minutes) = match.output
        let parts = [(weeks, 10_080), (days, 1440), (hours, 60), (minutes, 1)]
        return parts.lazy.compactMap { part, unit in part.flatMap { Int($0) }.map { $0 * unit } }.first
    }
}
