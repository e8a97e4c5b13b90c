/// What an operator decides about meetups.
package struct MeetupSettings: Sendable {
    /// How many weeks ahead the meetups of a series are made.
    package let weeksAhead: Int
    /// The host name that ends every UID.
    package let host: String

    package init(weeksAhead: Int = 26, host: String) {
        self.weeksAhead = weeksAhead
        self.host = host
    }
}
