/// The texts that a guest adds to an RSVP.
package struct GuestWords: Equatable, Sendable {
    package static let maxAnswerLength = 300
    package static let maxRemarkLength = 1000
    package static let maxQuestionLength = 1000

    /// The answer to the meetup's question.
    package var answer: String
    /// A message for the host.
    package var remark: String
    /// A question for the city's representative, kept until the guest's address is confirmed; then it is sent.
    package var question: String

    package init(answer: String = "", remark: String = "", question: String = "") {
        self.answer = answer
        self.remark = remark
        self.question = question
    }
}

extension TextParser {
    /// Reads the answer to a meetup's question, which may be empty.
    static func answer(_ text: String) throws(FieldErrorReason) -> String {
        text.trimmed.isEmpty ? "" : try line(text, maximum: GuestWords.maxAnswerLength)
    }
}
