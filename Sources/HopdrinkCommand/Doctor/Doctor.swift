import Domain
import Foundation
import Hopdrink
import Mail
import Storage

/// Gathers the facts about an installation, and has them checked.
struct Doctor {
    let settings: Settings
    let now: @Sendable () -> Date

    var results: [CheckResult] {
        get async {
            let server = await server()
            let daemon = self.daemon
            let parts: [[CheckResult]] = [
                await relays, mail, [clock(lead: server?.lead)], zoneData(beside: daemon), [proxies],
                server.map { [$0.result] } ?? [], daemon, [templates],
            ]
            return parts.flatMap(\.self)
        }
    }

    private var mail: [CheckResult] {
        MailCheck(
            from: settings.mail.from.address, bounceDomain: settings.mail.from.address.domain,
            siteHost: settings.baseURL.host, isSiteSecure: settings.baseURL.isSecure
        ).results
    }

    private func clock(lead: TimeInterval?) -> CheckResult {
        ClockCheck.result(now: now(), lead: lead, isSynchronised: KernelClock.isSynchronised)
    }

    /// Checks the time zones that a daemon would use if it started now, unless the running daemon has reported its own.
    private func zoneData(beside daemon: [CheckResult]) -> [CheckResult] {
        guard !daemon.contains(where: \.isOfZoneData) else { return [] }
        let zones = settings.network.cities.map(\.city.timeZone.name)
        return CheckZoneData(folders: settings.newerZoneData).perform(zones: zones, at: now()).results(at: now())
    }

    private var proxies: CheckResult { settings.proxyCheck.result }

    private var templates: CheckResult {
        do {
            _ = try Pages(folder: settings.templates, base: settings.baseURL)
            return CheckResult(.ok, "templates", "All templates in \(settings.templates) can be read.")
        } catch {
            return CheckResult(.problem, "templates", "\(error).", advice: "Repair or reinstall \(settings.templates).")
        }
    }
}

extension Doctor {
    /// Whether a daemon is running, its own results that need attention, and the time zones that it uses.
    private var daemon: [CheckResult] {
        let client = ControlClient(socket: settings.reachableControlSocket)
        do throws(ControlError) {
            let status = try client.get("/status", as: Status.self)
            // A relay may accept the connection and none of our emails.
            let relays = (status.relays ?? []).map(\.result)
            let others = status.results.filter { $0.level == .warning || $0.level == .problem || $0.isOfZoneData }
            return [CheckResult(.ok, "daemon", "The daemon runs and answers.")] + relays
                + others.filter { !relays.contains($0) }
        } catch {
            let advice = if case .notRunning = error { "Start it: systemctl start hopdrink." } else { String?.none }
            return [CheckResult(.warning, "daemon", "\(error.sentence).", advice: advice)]
        }
    }

    /// A database file is locked by the daemon, which reports on it. A server can be tested independently.
    private func server() async -> (result: CheckResult, lead: TimeInterval?)? {
        guard settings.database.isShared else { return nil }
        do {
            let database = try settings.database.open(settings.postgres, clock: now)
            let lead = try await (database as? PostgresDatabase)?.clockLead(over: now)
            try database.close()
            return (CheckResult(.ok, "database", "The database server answers."), lead)
        } catch {
            return (CheckResult(.problem, "database", "\(ServeFailure(error).sentence)", advice: "\(error)"), nil)
        }
    }
}

extension CheckResult {
    fileprivate var isOfZoneData: Bool { subject == ZoneDataCheck.subject }
}

extension Doctor {
    /// The results of testing all relays at the same time, without sending an email.
    var relays: [CheckResult] {
        get async {
            guard !settings.mail.relays.isEmpty else { return [Self.noRelay] }
            return await withTaskGroup(of: (Int, CheckResult).self) { group in
                for (index, relay) in settings.mail.relays.enumerated() {
                    group.addTask { (index, await result(of: relay)) }
                }
                return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
            }
        }
    }

    private static let noRelay = CheckResult(
        .warning, "relay", "No mail relay is configured: emails are kept as files.",
        advice: "Set `mail.relay` so that people get them."
    )

    private func result(of relay: RelaySettings) async -> CheckResult {
        let subject = "relay \(relay.name.rawValue)"
        do {
            let outcome = try await SMTPProbe(try SMTPSettings(relay)).greet()
            guard let obstacle = outcome.obstacle else {
                return CheckResult(.ok, subject, "It answers at \(relay.place).")
            }
            let advice = RelayAdvice(obstacle, outcome.delivery.reply, relay)
            return CheckResult(.problem, subject, "\(relay.place): \(advice.failure)", advice: advice.advice)
        } catch let fieldError as FieldError {
            return CheckResult(.problem, subject, "\(fieldError.sentence).")
        } catch {
            return CheckResult(.problem, subject, "It can't be tried: \(error)")
        }
    }
}
