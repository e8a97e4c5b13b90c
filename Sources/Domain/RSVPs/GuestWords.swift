/// What a guest says beside their answer.
package struct GuestWords: Equatable, Sendable {
    package static let maxAnswerLength = 300
    package static let maxRemarkLength = 1000
    package static let maxQuestionLength = 1000

    /// To the question that the meetup asks.
    package var answer: String
    /// For the host.
    package var remark: String
    /// For the city's representative, as long as the guest's address is not confirmed; then it is sent.
    package var question: String

    package init(answer: String = "", remark: String = "", question: String = "") {
        self.answer = answer
        self.remark = remark
        self.question = question
    }
}

extension TextParser {
    /// The answer to a meetup's question, which may be left out.
    static func answer(_ text: String) throws(FieldErrorReason) -> String {
        text.trimmed.isEmpty ? "" : try line(text, maximum: GuestWords.maxAnswerLength)
    }
}
