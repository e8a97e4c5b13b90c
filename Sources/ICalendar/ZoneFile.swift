import Foundation

/// One compiled zone of the tz database (RFC 9636): a list of known offset changes, followed by a rule without an end.
struct ZoneFile: Sendable {
    let changes: [Int]
    /// The offset before the first change, followed by the offset after each change.
    let offsets: [Int]
    let rule: ZoneRule?

    /// Returns nil for other data, and for a file in a format older than version 2, which lacks the rule.
    init?(bytes: [UInt8]) {
        var reader = ZoneFileReader(bytes)
        guard let narrow = reader.header(), narrow.version >= UInt8(ascii: "2"),
            reader.skip(narrow.length(timeSize: 4)), let header = reader.header(),
            let changes = reader.integers(header.changes, size: 8),
            let kinds = reader.integers(header.changes, size: 1),
            let kindOffsets = reader.offsets(header.kinds),
            reader.skip(header.trailerLength), let footer = reader.footer(),
            let first = kindOffsets.first, kinds.allSatisfy(kindOffsets.indices.contains)
        else { return nil }
        self.changes = changes
        self.offsets = [first] + kinds.map { kindOffsets[$0] }
        rule = ZoneRule(posix: footer)
    }

    /// Returns the offset in seconds east of Greenwich at an instant.
    func offset(at instant: Int) -> Int {
        if let rule, instant >= changes.last ?? .min { return rule.offset(at: instant) }
        return offsets[changesUntil(instant)]
    }

    /// Returns the rule if it gives the correct offset at all times from an instant on, so that no listed change after
    /// it contradicts the rule.
    func rule(holdingSince start: Int) -> ZoneRule? {
        guard let rule else { return nil }
        let known = changes.filter { $0 > start }
        // Neither the listed changes nor the rule change the offset between two of these moments.
        let moments = [start] + known + rule.changes(from: start, to: known.last ?? start)
        return moments.allSatisfy { offset(at: $0) == rule.offset(at: $0) } ? rule : nil
    }

    private func changesUntil(_ instant: Int) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

private struct ZoneFileHeader {
    let version: UInt8
    /// The number of entries of each kind, in the order of the format.
    let universalFlags, standardFlags, leapSeconds, changes, kinds, nameBytes: Int

    /// The length of the data after the time types, for times of eight bytes.
    var trailerLength: Int { nameBytes + leapSeconds * 12 + standardFlags + universalFlags }

    func length(timeSize: Int) -> Int {
        changes * (timeSize + 1) + kinds * 6 + nameBytes + leapSeconds * (timeSize + 4) + standardFlags + universalFlags
    }
}

private struct ZoneFileReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    mutating func header() -> ZoneFileHeader? {
        guard take(4)?.elementsEqual("TZif".utf8) == true, let version = take(16)?.first,
            let counts = integers(6, size: 4), counts.allSatisfy({ $0 >= 0 })
        else { return nil }
        return ZoneFileHeader(
            version: version,
            universalFlags: counts[0],
            standardFlags: counts[1],
            leapSeconds: counts[2],
            changes: counts[3],
            kinds: counts[4],
            nameBytes: counts[5]
        )
    }

    mutating func skip(_ count: Int) -> Bool {
        take(count) != nil
    }

    /// Returns big-endian numbers: unsigned for one byte, signed for more bytes.
    mutating func integers(_ count: Int, size: Int) -> [Int]? {
        guard let bytes = take(count * size) else { return nil }
        return stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
            let isNegative = size > 1 && bytes[start] >= 0x80
            return bytes[start..<start + size].reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) }
        }
    }

    /// Returns the offsets of the time types. Each type has four bytes of offset, one flag and the index of its name.
    mutating func offsets(_ count: Int) -> [Int]? {
        var offsets: [Int] = []
        for _ in 0..<count {
            guard let offset = integers(1, size: 4), skip(2) else { return nil }
            offsets += offset
        }
        return offsets
    }

    /// Returns the line after the data, without the line feeds around it.
    mutating func footer() -> String? {
        guard rest.first == UInt8(ascii: "\n"), rest.last == UInt8(ascii: "\n"), rest.count >= 2 else { return nil }
        return String(bytes: rest.dropFirst().dropLast(), encoding: .ascii)
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
