package import Domain
import Foundation
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

    package func perform(_ network: Network, _ tx: Transaction) throws -> [OrphanedMeetup] {
        try tx.excludeOthers()
        let former = try tx.formerConfiguration()
        try tx.cities.save(network.cities.map(\.city))
        var orphans = try retireSeries(former, notIn: network, tx)
        orphans += try retireOneOffs(notIn: network, tx)
        for plan in network.cities { orphans += try apply(plan, former, tx) }
        return orphans
    }

    private func apply(
        _ plan: CityPlan, _ former: FormerConfiguration, _ tx: Transaction
    ) throws -> [OrphanedMeetup] {
        for oneOff in plan.meetups { try apply(oneOff, in: plan.city, tx) }
        let changed = plan.series.filter { former.series[Name(plan.city.slug, $0.slug)]?.plan != $0 }
        let orphans = try changed.flatMap { try apply($0, in: plan.city, tx) }
        if former.timeZones[plan.city.slug] != plan.city.timeZone {
            try keepWallClock(in: plan.city, tx)
        }
        return orphans
    }

    private func apply(
        _ plan: SeriesPlan, in city: City, _ tx: Transaction
    ) throws -> [OrphanedMeetup] {
        let former = try tx.series.find(plan.slug, in: city.slug)
        let series = Series(
            id: former?.id ?? .new(at: tx.now), city: city.slug, plan: plan, origin: .configuration
        )
        try tx.series.save(series)
        let upcoming = try tx.meetups.lockAll(of: series.id, startingAfter: tx.now)
        let orphans = try generateMeetups.orphans(among: upcoming, of: series, tx)
        for meetup in upcoming where !orphans.contains(meetup) {
            try ReplaceMeetup.perform(meetup, with: meetup.led(by: series, in: city, at: tx.now), tx)
        }
        try generateMeetups.make(series, in: city, tx)
        let planned = orphans.filter { $0.origin == .configuration && $0.state == .scheduled }
        return try planned.compactMap { try release($0, tx) }
    }

    /// Moves every meetup of a city to the same local time in the city's new time zone.
    private func keepWallClock(in city: City, _ tx: Transaction) throws {
        try tx.seriesHistory.anchorAll(of: city)
        for former in try tx.meetups.lockAll(outsideZoneOf: city, startingAfter: tx.now) {
            var meetup = former
            meetup.timeZone = city.timeZone
            try ReplaceMeetup.perform(former, with: meetup.revised(from: former, at: tx.now), tx)
        }
    }

    private func apply(_ plan: OneOffPlan, in city: City, _ tx: Transaction) throws {
        guard let former = try tx.meetups.lock(plan.slug, in: city.slug) else {
            let meetup = generateMeetups.oneOff(plan, in: city, from: .configuration, at: tx.now)
            if !meetup.isOver(at: tx.now) { try tx.meetups.insert(meetup, slug: plan.slug) }
            return
        }
        guard !former.hasStarted(at: tx.now) else { return }
        var meetup = former
        meetup.timeZone = city.timeZone
        meetup.origin = .configuration
        meetup.follow(plan.planned)
        try ReplaceMeetup.perform(former, with: meetup.revised(from: former, at: tx.now), tx)
    }
}

extension ApplyNetwork {
    private func retireSeries(
        _ former: FormerConfiguration, notIn network: Network, _ tx: Transaction
    ) throws -> [OrphanedMeetup] {
        let kept = Set(network.cities.flatMap { city in city.series.map { Name(city.city.slug, $0.slug) } })
        return try former.series.filter { !kept.contains($0.key) }.flatMap { _, former in
            var series = former
            series.endedAt = tx.now
            series.origin = .organiser
            try tx.series.save(series)
            let meetups = try tx.meetups.lockAll(of: series.id, startingAfter: tx.now)
            return try meetups.compactMap { try release($0, tx) }
        }
    }

    private func retireOneOffs(
        notIn network: Network, _ tx: Transaction
    ) throws -> [OrphanedMeetup] {
        let kept = Set(network.cities.flatMap { city in city.meetups.map { Name(city.city.slug, $0.slug) } })
        return try tx.meetups.lockOneOffs(startingAfter: tx.now).compactMap { slug, meetup in
            kept.contains(Name(meetup.city, slug)) ? nil : try release(meetup, tx)
        }
    }

    /// Deletes a meetup without RSVPs. A meetup with guests stays, and an organiser may change it from now on.
    private func release(_ meetup: Meetup, _ tx: Transaction) throws -> OrphanedMeetup? {
        guard try tx.meetups.hasRSVPs(meetup.id) else {
            try tx.meetups.delete(meetup)
            return nil
        }
        var released = meetup
        released.origin = .organiser
        released.isDetached = true
        try tx.meetups.update(released)
        return OrphanedMeetup(city: meetup.city, start: meetup.start, people: try tx.rsvps.people(at: meetup.id))
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
        let series = try series.all(from: .configuration).map { (Name($0.city, $0.plan.slug), $0) }
        return FormerConfiguration(
            series: Dictionary(uniqueKeysWithValues: series), timeZones: try cities.timeZones()
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
