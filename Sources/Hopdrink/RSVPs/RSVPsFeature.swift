import Hummingbird
import Logging

extension Feature {
    /// RSVPs: the form on a meetup's page, the pages behind the links in guests' emails, and the API.
    static func rsvps(_ environment: Environment, _ settings: RSVPSettings, _ gate: OrganiserGate) -> Feature {
        let createRSVP = CreateRSVP(settings: settings)
        let meetups = MeetupRoutes(
            database: environment.database, pages: environment.pages, forms: environment.forms
        )
        let form = RSVPFormRoutes(
            database: environment.database, createRSVP: createRSVP, forms: environment.forms, meetups: meetups
        )
        let rsvps = RSVPRoutes(database: environment.database, pages: environment.pages)
        let api = RSVPAPI(
            database: environment.database, pages: environment.pages, createRSVP: createRSVP, forms: environment.forms,
            gate: gate
        )
        var feature = Feature()
        feature.routes = { site in
            site.all.get(":lang/meetups/:meetup/rsvps", use: form.returnToForm)
            site.all.post(":lang/meetups/:meetup/rsvps", use: form.create)
            site.all.get(":lang/meetups/:meetup/rsvps/sent", use: form.showSent)
            site.all.get(":lang/rsvps/confirm/:token", use: rsvps.showConfirm)
            site.all.post(":lang/rsvps/confirm/:token", use: rsvps.confirm)
            site.all.get(":lang/rsvps/:token", use: rsvps.showManage)
            site.all.post(":lang/rsvps/:token", use: rsvps.change)
            site.all.post(":lang/rsvps/:token/cancel", use: rsvps.cancel)
            site.all.post(":lang/rsvps/:token/question", use: rsvps.ask)
            site.all.get(":lang/rsvps/:token/asked", use: rsvps.showAsked)
            site.all.post("api/v1/meetups/:id/rsvps", use: api.create)
        }
        feature.jobs = [
            Job(
                every: .seconds(10), failure: "tidying RSVPs failed",
                TidyRSVPs(database: environment.database, settings: settings, logger: environment.logger).callAsFunction
            )
        ]
        return feature
    }
}
