/// A city with confirmed requests.
package struct RequestedCity: Equatable, Sendable {
    /// The name as the first request wrote it.
    package let name: CityName
    package let people: Int
    /// The number of people whom each day suits, Monday first; days that suit nobody are left out.
    package let weekdays: [Tally<Weekday>]
    /// The most frequent language of the requests.
    package let language: Language?

    package struct Tally<Value: Equatable & Sendable>: Equatable, Sendable {
        package let value: Value
        package let count: Int

        package init(_ value: Value, _ count: Int) {
            self.value = value
            self.count = count
        }
    }

    /// Returns nil if there are no requests. `cityRequests` are in the order in which they were made.
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

    /// The day that suits most people; the earlier day if two are equal.
    package var bestWeekday: Weekday? {
        weekdays.reduce(nil as Tally<Weekday>?) { best, next in
            guard let best, best.count >= next.count else { return next }
            return best
        }?.value
    }
}
