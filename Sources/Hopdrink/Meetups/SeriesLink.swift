import Domain

/// A link to a series from another page, with its rule.
struct SeriesLink: Sendable {
    let title: String
    let path: String
    /// The rule in words: "The second Thursday of every month at 19:00".
    let rule: String

    init(_ series: Series, in site: LocalizedSite) {
        title = series.plan.terms.title
        path = Address.series(series.plan.slug, of: series.city, in: site.language).path
        rule = site.texts.words(series.plan.rules, at: series.plan.time)
    }
}

/// A past meetup as a line of a list.
struct PastMeetupRow: Sendable {
    let title: String
    let when: FormattedDate
    let path: String
    /// The number of people who came, as text; nil if nobody came, or nobody has counted yet.
    let headCount: String?

    init(_ past: PastMeetup, in site: LocalizedSite) {
        title = past.meetup.terms.title
        when = FormattedDate(past.meetup.startsAt, in: past.meetup.timeZone, site.texts)
        path = Address.meetup(past.meetup.id, in: site.language).path
        headCount = past.headCount.flatMap { $0 == 0 ? nil : site.texts(.headCount, $0) }
    }
}
