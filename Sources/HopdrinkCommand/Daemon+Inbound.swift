import Hopdrink
import Mail
import ServiceLifecycle
import Storage

extension Daemon {
    /// Returns nil if replies and bounces are not read.
    func receiveMail(at verp: VERPAddresses, on database: any Database) -> ReceiveMail? {
        settings.mail.inbound.map { inbound in
            let rules = InboundRules(verp: verp, host: settings.baseURL.host, trustedAuthserv: inbound.authservID)
            return ReceiveMail(database: database, rules: rules, logger: logger)
        }
    }

    /// Returns no services if the mail system passes messages to `hopdrink mail-in`.
    func inboundServices(
        _ receive: ReceiveMail?, _ mailbox: InboundMailbox?, on database: any Database
    ) -> [any Service] {
        guard let receive, let mailbox, let imap = settings.mail.inbound?.imap else { return [] }
        return [
            InboundService(mailbox, every: .seconds(imap.interval), receive, on: database, logger: logger)
        ]
    }
}
