import Domain
import Hopdrink
import Mail

extension IMAPSettings {
    /// The settings in the form of the mail module, with the password read from its file.
    init(_ mailbox: MailboxSettings) throws(FieldError) {
        let file = PasswordFile(path: mailbox.passwordFile, field: "mail.inbound.imap.password_file")
        let login = Login(user: mailbox.user, password: try file.password())
        self.init(host: mailbox.host, port: mailbox.port, login: login)
        security = mailbox.security
        folder = mailbox.folder
        doneFolder = mailbox.doneFolder
        caFile = mailbox.caFile
    }
}

extension MailboxSettings {
    /// Opens the mailbox, and gives it the name under which the position in it is stored.
    ///
    /// - Throws: `MailError`, or a `FieldError` about the password's file.
    func open() throws -> InboundMailbox {
        InboundMailbox(try IMAPMailbox(IMAPSettings(self)), named: "\(user)@\(host):\(port)/\(folder)")
    }
}
