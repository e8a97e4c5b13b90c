/// Values by key, so many at most: who comes anew takes the place of who was not seen for the longest time. Each call
/// takes the same time however many there are.
struct RecentTable<Key: Hashable, Value> {
    private struct Slot {
        var key: Key
        var value: Value
        var newer: Int?
        var older: Int?
    }

    private let most: Int
    private var slots: [Slot] = []
    private var places: [Key: Int] = [:]
    private var newest: Int?
    private var oldest: Int?

    init(most: Int) {
        self.most = most
    }

    var count: Int { slots.count }

    func value(of key: Key) -> Value? { places[key].map { slots[$0].value } }

    /// Keeps the value; its key is now the one that was seen last.
    mutating func set(_ value: Value, for key: Key) {
        if let place = places[key] {
            slots[place].value = value
            unlink(place)
            link(place)
        } else {
            let place = freePlace()
            places[key] = place
            let slot = Slot(key: key, value: value)
            if place == slots.count { slots.append(slot) } else { slots[place] = slot }
            link(place)
        }
    }

    private mutating func freePlace() -> Int {
        guard slots.count >= most, let oldest else { return slots.count }
        places[slots[oldest].key] = nil
        unlink(oldest)
        return oldest
    }

    private mutating func unlink(_ place: Int) {
        let (newer, older) = (slots[place].newer, slots[place].older)
        if let newer { slots[newer].older = older } else { newest = older }
        if let older { slots[older].newer = newer } else { oldest = newer }
    }

    private mutating func link(_ place: Int) {
        slots[place].newer = nil
        slots[place].older = newest
        if let newest { slots[newest].newer = place } else { oldest = place }
        newest = place
    }
}
