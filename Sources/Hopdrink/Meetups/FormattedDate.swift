import Domain
import Foundation

/// When a meetup takes place, for people and for machines.
struct FormattedDate: Sendable {
    let text: String
    /// The text in pieces that should each stay on one line.
    let parts: [String]
    /// RFC 3339 with the city's offset.
    let start: String

    init(_ meetup: Meetup, _ texts: Translations) {
        self.init(texts.when(meetup), start: meetup.startText)
    }

    /// An instant by itself.
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
