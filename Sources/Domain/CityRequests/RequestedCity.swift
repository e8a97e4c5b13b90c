/// A city that people asked for, and confirmed.
package struct RequestedCity: Equatable, Sendable {
    /// As it was written first.
    package let name: CityName
    package let people: Int
    /// How many each day suits, from Monday on; only days that suit somebody.
    package let weekdays: [Tally<Weekday>]
    /// The language that most of them read.
    package let language: Language?

    package struct Tally<Value: Equatable & Sendable>: Equatable, Sendable {
        package let value: Value
        package let count: Int

        package init(_ value: Value, _ count: Int) {
            self.value = value
            self.count = count
        }
    }

    /// Nil when nobody asked; `cityRequests` in the order in which they were written.
    package init?(_ cityRequests: [CityRequest]) {
        guard let first = cityRequests.first else { return nil }
        name = first.city
        people = cityRequests.count
        weekdays = Weekday.allCases.compactMap { day in
            let count = cityRequests.filter { $0.weekdays.contains(day) }.count
            return count > 0 ? Tally(day, count) : nil
        }
        let languages = Dictionary(grouping: cityRequests, by: \.language.code)
        let maximum = languages.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
        language = maximum?.value.first?.language
    }

    /// The day that suits most, the earlier of two.
    package var bestWeekday: Weekday? {
        weekdays.reduce(nil as Tally<Weekday>?) { best, next in
            guard let best, best.count >= next.count else { return next }
            return best
        }?.value
    }
}
