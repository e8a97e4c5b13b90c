import Domain
import Foundation

/// The date and time of a meetup, for people and for machines.
struct FormattedDate: Sendable {
    let text: String
    /// The text in pieces, each of which should stay on one line.
    let parts: [String]
    /// The start as an RFC 3339 date-time with the city's offset.
    let start: String

    init(_ meetup: Meetup, _ texts: Translations) {
        self.init(texts.when(meetup), start: meetup.startText)
    }

    /// Formats an instant without a meetup.
    init(_ instant: Date, in zone: Zone, _ texts: Translations) {
        self.init(texts.words(LocalDateTime(instant, in: zone)), start: zone.text(at: instant))
    }

    private init(_ text: String, start: String) {
        self.text = text
        let pieces = text.components(separatedBy: ", ")
        parts = pieces.dropLast().map { "\($0)," } + pieces.suffix(1)
        self.start = start
    }
}
