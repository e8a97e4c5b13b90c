import Domain
import Foundation
import Hopdrink
import ICalendar
import Storage

/// Gathers what there is to see of an installation, and has it judged.
struct Examination {
    let settings: Settings
    let now: @Sendable () -> Date

    var findings: [Finding] {
        get async {
            let server = await server()
            return await relays + mail + [clock(lead: server?.lead), zoneData, proxies]
                + (server.map { [$0.finding] } ?? []) + [daemon, templates]
        }
    }

    private var mail: [Finding] {
        MailDiagnosis(
            from: settings.mail.from.address, bounceDomain: settings.mail.from.address.domain,
            siteHost: settings.baseURL.host, isSiteSecure: settings.baseURL.isSecure
        ).findings
    }

    private func clock(lead: TimeInterval?) -> Finding {
        ClockDiagnosis.finding(now: now(), lead: lead, isSynchronised: KernelClock.isSynchronised)
    }

    private var zoneData: Finding {
        ZoneDataDiagnosis.finding(version: ZoneDirectory.system.version, at: now())
    }

    private var proxies: Finding { settings.proxyDiagnosis.finding }

    private var templates: Finding {
        do {
            _ = try Pages(folder: settings.templates, base: settings.baseURL)
            return Finding(.ok, "templates", "All templates in \(settings.templates) can be read.")
        } catch {
            return Finding(.problem, "templates", "\(error)", advice: "Mend or reinstall \(settings.templates).")
        }
    }
}

extension Examination {
    private var daemon: Finding {
        let client = ControlClient(socket: settings.reachableControlSocket)
        do throws(ControlError) {
            _ = try client.get("/tokens", as: Tokens.self)
            return Finding(.ok, "daemon", "The daemon runs and answers.")
        } catch {
            let advice = if case .notRunning = error { "Start it: systemctl start hopdrink." } else { String?.none }
            return Finding(.warning, "daemon", "\(error.sentence).", advice: advice)
        }
    }

    /// A file belongs to the daemon, which is asked instead; a server can be asked beside it.
    private func server() async -> (finding: Finding, lead: TimeInterval?)? {
        guard settings.database.isShared else { return nil }
        do {
            let database = try settings.database.open(settings.postgres)
            let lead = try await (database as? PostgresDatabase)?.clockLead(over: now)
            try database.close()
            return (Finding(.ok, "database", "The database server answers."), lead)
        } catch {
            return (Finding(.problem, "database", "\(ServeFailure(error).sentence)", advice: "\(error)"), nil)
        }
    }
}
