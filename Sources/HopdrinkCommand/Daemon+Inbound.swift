import Hopdrink
import Mail
import ServiceLifecycle
import Storage

extension Daemon {
    /// Nil when nobody reads what comes back.
    func receiveMail(at verp: VERPAddresses, on database: any Database) -> ReceiveMail? {
        settings.mail.inbound.map { inbound in
            let rules = InboundRules(verp: verp, host: settings.baseURL.host, trustedAuthserv: inbound.authservID)
            return ReceiveMail(database: database, rules: rules, now: now, logger: logger)
        }
    }

    /// None where the mail system hands messages over.
    func inboundServices(
        _ receive: ReceiveMail?, _ mailbox: InboundMailbox?, on database: any Database
    ) -> [any Service] {
        guard let receive, let mailbox, let imap = settings.mail.inbound?.imap else { return [] }
        return [
            InboundService(mailbox, every: .seconds(imap.interval), receive, on: database, logger: logger)
        ]
    }
}
