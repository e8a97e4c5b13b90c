/// A least-recently-used (LRU) cache with limits. If it has too many entries, or they take too many bytes, a new key
/// replaces the key that has not been used for the longest time. Each call takes constant time.
struct LRUCache<Key: Hashable, Value> {
    private struct Slot {
        var key: Key
        var value: Value
        var bytes: Int
        var newer: Int?
        var older: Int?
    }

    private let maximum: Int
    private let maxBytes: Int
    private var slots: [Slot?] = []
    private var unused: [Int] = []
    private var places: [Key: Int] = [:]
    private var newest: Int?
    private var oldest: Int?
    /// The total size of the values, in bytes, as reported by the callers.
    private(set) var bytes = 0

    init(maximum: Int, maxBytes: Int = .max) {
        self.maximum = maximum
        self.maxBytes = maxBytes
    }

    var count: Int { places.count }

    func value(of key: Key) -> Value? { places[key].flatMap { slots[$0]?.value } }

    /// Marks the key as the most recently used one.
    mutating func touch(_ key: Key) {
        guard let place = places[key], place != newest else { return }
        unlink(place)
        link(place)
    }

    /// Stores the value and marks its key as the most recently used one. Returns the entries that were removed to make
    /// room. A value that is larger than `maxBytes` is not stored but returned.
    @discardableResult
    mutating func set(_ value: Value, bytes size: Int = 0, for key: Key) -> [(key: Key, value: Value)] {
        remove(key)
        guard size <= maxBytes else { return [(key, value)] }
        let place = unused.popLast() ?? slots.count
        let slot = Slot(key: key, value: value, bytes: size)
        if place == slots.count { slots.append(slot) } else { slots[place] = slot }
        places[key] = place
        bytes += size
        link(place)
        var left: [(key: Key, value: Value)] = []
        while places.count > maximum || bytes > maxBytes, let oldest, let key = slots[oldest]?.key {
            if let value = remove(key) { left.append((key, value)) }
        }
        return left
    }

    @discardableResult
    mutating func remove(_ key: Key) -> Value? {
        guard let place = places.removeValue(forKey: key), let slot = slots[place] else { return nil }
        unlink(place)
        bytes -= slot.bytes
        slots[place] = nil
        unused.append(place)
        return slot.value
    }

    private mutating func unlink(_ place: Int) {
        let (newer, older) = (slots[place]?.newer, slots[place]?.older)
        if let newer { slots[newer]?.older = older } else { newest = older }
        if let older { slots[older]?.newer = newer } else { oldest = newer }
    }

    private mutating func link(_ place: Int) {
        slots[place]?.newer = nil
        slots[place]?.older = newest
        if let newest { slots[newest]?.newer = place } else { oldest = place }
        newest = place
    }
}
