import Domain

/// A series as other pages name it: when it meets, and where its own page is.
struct SeriesLink: Sendable {
    let title: String
    let path: String
    /// "The second Thursday of every month at 19:00".
    let rule: String

    init(_ series: Series, in site: LocalizedSite) {
        title = series.plan.terms.title
        path = Address.series(series.plan.slug, of: series.city, in: site.language).path
        rule = site.texts.words(series.plan.rules, at: series.plan.time)
    }
}

/// An evening that is over, as a line of a list shows it.
struct PastMeetupRow: Sendable {
    let title: String
    let when: FormattedDate
    let path: String
    /// How many came; nil when nobody did, or nobody has counted yet.
    let headCount: String?

    init(_ past: PastMeetup, in site: LocalizedSite) {
        title = past.meetup.terms.title
        when = FormattedDate(past.meetup.startsAt, in: past.meetup.timeZone, site.texts)
        path = Address.meetup(past.meetup.id, in: site.language).path
        headCount = past.headCount.flatMap { $0 == 0 ? nil : site.texts(.headCount, $0) }
    }
}
