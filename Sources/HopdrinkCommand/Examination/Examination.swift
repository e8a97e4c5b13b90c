import Domain
import Foundation
import Hopdrink
import Storage

/// Gathers what there is to see of an installation, and has it judged.
struct Examination {
    let settings: Settings
    let now: @Sendable () -> Date

    var findings: [Finding] {
        get async {
            let server = await server()
            let daemon = self.daemon
            let parts: [[Finding]] = [
                await relays, mail, [clock(lead: server?.lead)], zoneData(beside: daemon), [proxies],
                server.map { [$0.finding] } ?? [], daemon, [templates],
            ]
            return parts.flatMap(\.self)
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

    /// What a daemon would use that starts now, unless the running one has said what it uses.
    private func zoneData(beside daemon: [Finding]) -> [Finding] {
        guard !daemon.contains(where: \.isOfZoneData) else { return [] }
        let zones = settings.network.cities.map(\.city.timeZone.name)
        return CheckZoneData(folders: settings.newerZoneData).perform(zones: zones, at: now()).findings(at: now())
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
    /// Whether there is one, what it says of itself that needs a look, and which time zones it uses.
    private var daemon: [Finding] {
        let client = ControlClient(socket: settings.reachableControlSocket)
        do throws(ControlError) {
            let status = try client.get("/status", as: Status.self)
            // A relay may greet us and take none of our emails.
            let relays = (status.relays ?? []).map(\.finding)
            let others = status.findings.filter { $0.level == .warning || $0.level == .problem || $0.isOfZoneData }
            return [Finding(.ok, "daemon", "The daemon runs and answers.")] + relays
                + others.filter { !relays.contains($0) }
        } catch {
            let advice = if case .notRunning = error { "Start it: systemctl start hopdrink." } else { String?.none }
            return [Finding(.warning, "daemon", "\(error.sentence).", advice: advice)]
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

extension Finding {
    fileprivate var isOfZoneData: Bool { subject == ZoneDataDiagnosis.subject }
}
