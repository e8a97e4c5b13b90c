/// What an examination of the installation found in one place.
package struct CheckResult: Codable, Equatable, Sendable {
    package enum Level: String, Codable, Sendable {
        case ok, warning, problem
        /// What can't be seen from here, and what to see to.
        case note
    }

    package let level: Level
    package let subject: String
    package let sentence: String
    /// What to do about it.
    package let advice: String?

    package init(_ level: Level, _ subject: String, _ sentence: String, advice: String? = nil) {
        self.level = level
        self.subject = subject
        self.sentence = sentence
        self.advice = advice
    }
}
