import Domain
import HTTPTypes

/// What people see when a request is not answered as asked.
struct ErrorPage: Page {
    static let template = "pages/error"

    let frame: Frame
    let texts: Texts
    let title: String
    let text: String
    /// Only where quoting it helps: when the mistake is ours.
    let request: String?

    init(_ failure: Failure, requestID: String, in edition: Edition) {
        texts = edition.texts
        title = texts(failure.texts.title)
        text = texts(failure.texts.sentence)
        request = failure.status.code >= 500 ? texts(.errorRequest, ["id": requestID]) : nil
        frame = Frame(private: edition, title: title, description: text)
    }
}
