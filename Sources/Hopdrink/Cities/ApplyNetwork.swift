package import Domain
package import Foundation
package import Storage

/// Applies the configuration to the database: cities, series, one-off meetups, and the meetups of the series.
package struct ApplyNetwork: Sendable {
    let generateMeetups: GenerateMeetups

    package init(generateMeetups: GenerateMeetups) {
        self.generateMeetups = generateMeetups
    }

    /// A meetup with guests that the configuration no longer plans. It stays until an organiser decides.
    package struct OrphanedMeetup: Equatable, Sendable {
        package let city: Slug
        package let start: LocalDateTime
        package let people: Int
    }

    package func perform(_ network: Network, _ transaction: Transaction, at now: Date) throws -> [OrphanedMeetup] {
        try transaction.excludeOthers()
        let former = try transaction.formerConfiguration()
        try transaction.save(network.cities.map(\.city), at: now)
        var orphans = try retireSeries(former, notIn: network, transaction, at: now)
        orphans += try retireOneOffs(notIn: network, transaction, at: now)
        for plan in network.cities { orphans += try apply(plan, former, transaction, at: now) }
        return orphans
    }

    private func apply(
        _ plan: CityPlan, _ former: FormerConfiguration, _ transaction: Transaction, at now: Date
    ) throws -> [OrphanedMeetup] {
        for oneOff in plan.meetups { try apply(oneOff, in: plan.city, transaction, at: now) }
        let changed = plan.series.filter { former.series[Name(plan.city.slug, $0.slug)]?.plan != $0 }
        let orphans = try changed.flatMap { try apply($0, in: plan.city, transaction, at: now) }
        if former.timeZones[plan.city.slug] != plan.city.timeZone {
            try keepWallClock(in: plan.city, transaction, at: now)
        }
        return orphans
    }

    private func apply(
        _ plan: SeriesPlan, in city: City, _ transaction: Transaction, at now: Date
    ) throws -> [OrphanedMeetup] {
        let former = try transaction.series(plan.slug, in: city.slug)
        let series = Series(
            id: former?.id ?? .new(at: now), city: city.slug, plan: plan, origin: .configuration
        )
        try transaction.save(series, at: now)
        let upcoming = try transaction.lockMeetups(of: series.id, startingAfter: now)
        let orphans = try generateMeetups.orphans(among: upcoming, of: series, transaction)
        for meetup in upcoming where !orphans.contains(meetup) {
            try transaction.replace(meetup, with: meetup.led(by: series, in: city, at: now), at: now)
        }
        try generateMeetups.make(series, in: city, transaction, at: now)
        let planned = orphans.filter { $0.origin == .configuration && $0.state == .scheduled }
        return try planned.compactMap { try release($0, transaction, at: now) }
    }

    /// Moves every meetup of a city to the same local time in the city's new time zone.
    private func keepWallClock(in city: City, _ transaction: Transaction, at now: Date) throws {
        try transaction.anchorSeries(of: city, at: now)
        for former in try transaction.lockMeetups(outsideZoneOf: city, startingAfter: now) {
            var meetup = former
            meetup.timeZone = city.timeZone
            try transaction.replace(former, with: meetup.revised(from: former, at: now), at: now)
        }
    }

    private func apply(_ plan: OneOffPlan, in city: City, _ transaction: Transaction, at now: Date) throws {
        guard let former = try transaction.lockMeetup(plan.slug, in: city.slug) else {
            let meetup = generateMeetups.oneOff(plan, in: city, from: .configuration, at: now)
            if !meetup.isOver(at: now) { try transaction.insert(meetup, slug: plan.slug) }
            return
        }
        guard !former.hasStarted(at: now) else { return }
        var meetup = former
        meetup.timeZone = city.timeZone
        meetup.origin = .configuration
        meetup.follow(plan.planned)
        try transaction.replace(former, with: meetup.revised(from: former, at: now), at: now)
    }
}

extension ApplyNetwork {
    private func retireSeries(
        _ former: FormerConfiguration, notIn network: Network, _ transaction: Transaction, at now: Date
    ) throws -> [OrphanedMeetup] {
        let kept = Set(network.cities.flatMap { city in city.series.map { Name(city.city.slug, $0.slug) } })
        return try former.series.filter { !kept.contains($0.key) }.flatMap { _, former in
            var series = former
            series.endedAt = now
            series.origin = .organiser
            try transaction.save(series, at: now)
            let meetups = try transaction.lockMeetups(of: series.id, startingAfter: now)
            return try meetups.compactMap { try release($0, transaction, at: now) }
        }
    }

    private func retireOneOffs(
        notIn network: Network, _ transaction: Transaction, at now: Date
    ) throws -> [OrphanedMeetup] {
        let kept = Set(network.cities.flatMap { city in city.meetups.map { Name(city.city.slug, $0.slug) } })
        return try transaction.lockOneOffs(startingAfter: now).compactMap { slug, meetup in
            kept.contains(Name(meetup.city, slug)) ? nil : try release(meetup, transaction, at: now)
        }
    }

    /// Deletes a meetup without RSVPs. A meetup with guests stays, and an organiser may change it from now on.
    private func release(_ meetup: Meetup, _ transaction: Transaction, at now: Date) throws -> OrphanedMeetup? {
        guard try transaction.hasRSVPs(meetup.id) else {
            try transaction.delete(meetup, at: now)
            return nil
        }
        var released = meetup
        released.origin = .organiser
        released.isDetached = true
        try transaction.update(released)
        return OrphanedMeetup(city: meetup.city, start: meetup.start, people: try transaction.people(at: meetup.id))
    }
}

/// The name of a series or a one-off meetup, unique in the whole network.
private struct Name: Hashable {
    let city: Slug
    let slug: Slug

    init(_ city: Slug, _ slug: Slug) {
        self.city = city
        self.slug = slug
    }
}

/// The result of an earlier start. A large network is mostly unchanged; unchanged series are compared and not written.
private struct FormerConfiguration {
    let series: [Name: Series]
    let timeZones: [Slug: Zone]
}

extension Transaction {
    fileprivate func formerConfiguration() throws -> FormerConfiguration {
        let series = try series(from: .configuration).map { (Name($0.city, $0.plan.slug), $0) }
        return FormerConfiguration(
            series: Dictionary(uniqueKeysWithValues: series), timeZones: try timeZones()
        )
    }
}

extension Meetup {
    /// Returns the meetup as the configured series plans it, even if it was left to organisers meanwhile.
    fileprivate func led(by series: Series, in city: City, at now: Date) -> Meetup {
        var meetup = self
        meetup.timeZone = city.timeZone
        meetup.origin = .configuration
        meetup.isDetached = false
        return meetup.following(series.plan, from: self, at: now)
    }
}
