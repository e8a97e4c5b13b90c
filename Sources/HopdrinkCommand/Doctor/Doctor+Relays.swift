import Domain
import Hopdrink
import Mail

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
