/// The operator's settings for emails that the daemon sends by itself.
package struct LetterSettings: Equatable, Sendable {
    /// Whether guests get a thank-you email after a meetup.
    package var thanks = true
    /// The number of minutes before the start when hosts get the head count; nil for never.
    package var headCount: Int? = 4 * 60

    package init() {}
}
