import Hummingbird
import Logging
import Storage

extension Feature {
    /// Meetups and their series: pages, and what organisers do over the API.
    static func meetups(_ environment: Environment, _ settings: MeetupSettings) -> Feature {
        let generateMeetups = GenerateMeetups(settings: settings)
        let meetups = MeetupRoutes(
            database: environment.database, pages: environment.pages, forms: environment.forms
        )
        let series = SeriesRoutes(database: environment.database, pages: environment.pages)
        let dates = DatesAPI(now: { environment.database.now })
        let meetupAPI = OrganiserAPI(
            database: environment.database, work: OrganiseMeetups(generateMeetups: generateMeetups)
        ) { try MeetupView($0, $1, environment.pages.base) }
        let seriesAPI = OrganiserAPI(
            database: environment.database, work: OrganiseSeries(generateMeetups: generateMeetups)
        ) { try SeriesView($0, generateMeetups, $1) }
        var feature = Feature()
        feature.routes = { site in
            site.cached(MeetupRoutes.zone).get(":lang/meetups/:meetup", use: meetups.show)
            site.cached().get(":lang/:city/:series", use: series.show)
            site.all.get("api/v1/dates", use: dates.list)
            site.all.get("api/v1/meetups/:id", use: meetupAPI.show)
            site.organisers.post("meetups", use: meetupAPI.create)
            site.organisers.patch("meetups/:id", use: meetupAPI.change)
            site.organisers.post("meetups/:id/cancel", use: meetupAPI.cancel)
            site.organisers.post("meetups/:id/restore", use: meetupAPI.restore)
            site.organisers.delete("meetups/:id", use: meetupAPI.delete)
            site.organisers.post("series", use: seriesAPI.create)
            site.organisers.get("series/:id", use: seriesAPI.show)
            site.organisers.patch("series/:id", use: seriesAPI.change)
            site.organisers.post("series/:id/cancel", use: seriesAPI.cancel)
            site.organisers.post("series/:id/meetups", use: meetupAPI.add)
            site.organisers.delete("series/:id", use: seriesAPI.delete)
        }
        feature.jobs = [
            Job(
                every: .seconds(30), failure: "making meetups failed",
                GenerateDueMeetups(database: environment.database, generateMeetups: generateMeetups).callAsFunction
            )
        ]
        return feature
    }
}
