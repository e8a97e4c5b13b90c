/// The operator's settings for meetups.
package struct MeetupSettings: Sendable {
    /// The number of weeks ahead for which the meetups of a series are generated.
    package let weeksAhead: Int
    /// The host name at the end of every UID.
    package let host: String

    package init(weeksAhead: Int = 26, host: String) {
        self.weeksAhead = weeksAhead
        self.host = host
    }
}
