import Domain
import Foundation
import ICalendar
import NIOCore

/// The order in which a calendar is assembled from the events of its parts, and the text around them.
struct FeedLayout: Sendable {
    /// One event of one part.
    fileprivate struct Place: Sendable {
        let part: Int32
        let piece: Int32
    }

    fileprivate let opening: [UInt8]
    fileprivate let closing: [UInt8]
    fileprivate let order: [Place]
    /// The text that replaces the last line of each event; empty without alarms.
    fileprivate let alarmEnding: [UInt8]
    private let parts: [String]
    /// The length of the document in bytes.
    let count: Int
    /// Equal for equal documents, as long as the parts are the same.
    let hash: String

    /// `frame` is the document without events.
    init(_ frame: String, _ parts: [FeedPart], for selection: FeedSelection) {
        let ending = "END:VCALENDAR\r\n"
        opening = Array((frame.dropLast(ending.count) + Self.zones(of: parts)).utf8)
        closing = Array(ending.utf8)
        self.parts = parts.map(\.hash)
        let order = Self.order(of: parts, for: selection)
        self.order = order
        let trigger = selection.alarm?.text
        alarmEnding = Array((trigger.map { CalendarPieces.alarmEnding($0) + CalendarPieces.ending } ?? "").utf8)
        count = opening.count + closing.count + Self.length(of: order, in: parts, alarmEnding.count)
        hash = "\(frame) \(self.parts) \(selection.scope) \(selection.hidesCancelled) \(trigger ?? "")".contentHash
    }

    /// The memory that the layout takes, in bytes.
    var bytes: Int { opening.count + order.count * MemoryLayout<Place>.stride }

    /// Whether the layout was made for these parts.
    func fits(_ parts: [FeedPart]) -> Bool { self.parts == parts.map(\.hash) }

    private static func length(of order: [Place], in parts: [FeedPart], _ alarmEnding: Int) -> Int {
        order.reduce(0) { sum, place in
            let piece = parts[Int(place.part)].pieces.pieces[Int(place.piece)]
            let alarm = piece.alarm.count + alarmEnding - CalendarPieces.ending.utf8.count
            return sum + piece.event.count + (alarmEnding == 0 ? 0 : alarm)
        }
    }

    /// One time zone definition for each name, from the part with the earliest event.
    private static func zones(of parts: [FeedPart]) -> String {
        let inOrder = parts.map { ($0.items.first?.start ?? .distantFuture, $0) }.sorted { $0.0 < $1.0 }
        var zones: [String: String] = [:]
        for (_, part) in inOrder { zones.merge(part.pieces.zones) { known, _ in known } }
        return zones.sorted { $0.key < $1.key }.map(\.value).joined()
    }

    /// Sorts the events by time. A series' part keeps the order that its calendar needs.
    private static func order(of parts: [FeedPart], for selection: FeedSelection) -> [Place] {
        if case .series = selection.scope {
            return (parts.first?.pieces.pieces.indices ?? 0..<0).map { Place(part: 0, piece: Int32($0)) }
        }
        var places: [Place] = []
        for (number, part) in parts.enumerated() {
            for (piece, item) in part.items.enumerated() where selection.shows(item) {
                places.append(Place(part: Int32(number), piece: Int32(piece)))
            }
        }
        guard parts.count > 1 else { return places }
        let keyed = places.map { place in
            let item = parts[Int(place.part)].items[Int(place.piece)]
            return (start: item.start.timeIntervalSince1970, id: item.id.text, place: place)
        }
        return keyed.sorted { $0.start == $1.start ? $0.id < $1.id : $0.start < $1.start }.map(\.place)
    }
}

extension FeedSelection {
    fileprivate func shows(_ item: FeedPart.Item) -> Bool {
        if hidesCancelled, item.isCancelled { return false }
        if case .venue(let venue, _) = scope { return item.venue == venue }
        return true
    }
}

/// A calendar that is assembled from cached parts. Its bytes exist only in chunks of about `chunk` bytes.
struct FeedText: Sequence, Sendable {
    private static let chunk = 64 * 1024

    let layout: FeedLayout
    private let parts: [CalendarPieces]

    /// `parts` must be the parts for which the layout was made.
    init(_ layout: FeedLayout, _ parts: [FeedPart]) {
        self.layout = layout
        self.parts = parts.map(\.pieces)
    }

    /// Iterates over the document chunk by chunk.
    struct Iterator: IteratorProtocol {
        private let text: FeedText
        /// The index of the next event; nil after the end.
        private var place: Int? = -1

        fileprivate init(_ text: FeedText) {
            self.text = text
        }

        mutating func next() -> ByteBuffer? {
            guard var first = place else { return nil }
            let layout = text.layout
            var buffer = ByteBuffer()
            buffer.reserveCapacity(Swift.min(layout.count, FeedText.chunk + 8 * 1024))
            if first < 0 {
                buffer.writeBytes(layout.opening)
                first = 0
            }
            while first < layout.order.count, buffer.readableBytes < FeedText.chunk {
                first = text.write(from: first, to: &buffer)
            }
            place = first < layout.order.count ? first : nil
            if place == nil { buffer.writeBytes(layout.closing) }
            return buffer
        }
    }

    func makeIterator() -> Iterator { Iterator(self) }

    /// Writes one event or, without alarms, several events that are adjacent in their part. Returns the index of the
    /// next event.
    private func write(from first: Int, to buffer: inout ByteBuffer) -> Int {
        let (order, part) = (layout.order, layout.order[first].part)
        let pieces = parts[Int(part)]
        let piece = pieces.pieces[Int(order[first].piece)]
        guard layout.alarmEnding.isEmpty else {
            buffer.writeBytes(pieces.text[piece.event.dropLast(CalendarPieces.ending.utf8.count)])
            buffer.writeBytes(pieces.alarms[piece.alarm])
            buffer.writeBytes(layout.alarmEnding)
            return first + 1
        }
        var (next, end) = (first + 1, piece.event.upperBound)
        while next < order.count, order[next].part == part, end - piece.event.lowerBound < Self.chunk {
            let following = pieces.pieces[Int(order[next].piece)].event
            guard following.lowerBound == end else { break }
            end = following.upperBound
            next += 1
        }
        buffer.writeBytes(pieces.text[piece.event.lowerBound..<end])
        return next
    }
}
