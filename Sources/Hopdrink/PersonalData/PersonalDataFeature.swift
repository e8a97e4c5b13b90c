import Hummingbird
import Logging

extension Feature {
    /// People view, download and delete the data of their address.
    static func personalData(_ environment: Environment, _ files: EmailFiles) -> Feature {
        let routes = PersonalDataRoutes(
            database: environment.database, pages: environment.pages, forms: environment.forms, files: files)
        let commands = PersonalDataControl(database: environment.database, files: files)
        var feature = Feature()
        feature.routes = { site in
            site.all.get(":lang/data", use: routes.showForm)
            site.all.post(":lang/data", use: routes.ask)
            site.all.get(":lang/data/sent", use: routes.showSent)
            site.all.get(":lang/data/erased", use: routes.showErased)
            site.all.get(":lang/data/:token", use: routes.show)
            site.all.get(":lang/data/:token/export.json", use: routes.export)
            site.all.get(":lang/data/:token/erase", use: routes.showErase)
            site.all.post(":lang/data/:token/erase", use: routes.erase)
        }
        feature.commands = { control in
            control.post("personal-data/export", use: commands.export)
            control.post("personal-data/forget", use: commands.forget)
        }
        feature.jobs = [
            Job(
                every: .seconds(2), failure: "answering requests for personal data failed",
                AnswerPersonalDataRequests(database: environment.database).callAsFunction
            )
        ]
        return feature
    }
}
