/// The result of one check of the installation.
package struct CheckResult: Codable, Equatable, Sendable {
    package enum Level: String, Codable, Sendable {
        case ok, warning, problem
        /// Something that cannot be checked from here, with advice on what to look at.
        case note
    }

    package let level: Level
    package let subject: String
    package let sentence: String
    /// Advice on what to do about it.
    package let advice: String?

    package init(_ level: Level, _ subject: String, _ sentence: String, advice: String? = nil) {
        self.level = level
        self.subject = subject
        self.sentence = sentence
        self.advice = advice
    }
}
