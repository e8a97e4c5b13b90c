package import Domain

/// All settings of the parts that `App` builds. Each feature gets its part.
package struct AppSettings: Sendable {
    package var meetups: MeetupSettings
    package var rsvps = RSVPSettings()
    package var cityRequests = CityRequestSettings()
    package var letters = LetterSettings()
    package var abuse = AbuseSettings()
    package var mail: MailSettings
    /// Nil if everything is logged.
    package var logLimit: LogLimit?
    /// The maximum age of a page or feed that is served without a look into the database.
    var freshness: Duration = .milliseconds(500)

    package init(meetups: MeetupSettings, mail: MailSettings) {
        self.meetups = meetups
        self.mail = mail
    }

    /// Who sends our emails, and what happens to replies.
    package struct MailSettings: Sendable {
        package let sender: Sender
        /// The mailbox that gets replies and bounces.
        package let mailbox: EmailAddress
        /// Whether the mailbox is read.
        package var isRead: Bool
        /// The authserv-id whose Authentication-Results are trusted.
        package var trustedAuthserv: String?
        package var ambiguity = AmbiguityPolicy()
        /// Who is told which cities are requested. Each has an address.
        package var administrators: [Contact] = []

        package init(sender: Sender, mailbox: EmailAddress, isRead: Bool) {
            self.sender = sender
            self.mailbox = mailbox
            self.isRead = isRead
        }
    }
}
