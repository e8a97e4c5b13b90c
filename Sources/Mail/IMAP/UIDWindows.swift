/// Divides the numbers of messages into ranges in which a search finds few messages. libcurl fails on a response with a
/// line longer than 16 KiB, some 1,400 numbers.
struct UIDWindows: Sequence, IteratorProtocol {
    static let width: UInt32 = 1000

    private var last: UInt32
    private let highest: UInt32
    private let width: UInt32

    /// If there are few messages, one search covers them all.
    init(after last: UInt32, through highest: UInt32, count: UInt32) {
        self.last = last
        self.highest = highest
        width = count <= Self.width ? .max : Self.width
    }

    mutating func next() -> ClosedRange<UInt32>? {
        guard last < highest else { return nil }
        let first = last + 1
        last = highest - last > width ? last + width : highest
        return first...last
    }
}
