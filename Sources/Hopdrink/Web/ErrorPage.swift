import Domain
import HTTPTypes

/// The page that people see when a request fails.
struct ErrorPage: Page {
    static let template = "pages/error"

    let layout: PageLayout
    let texts: Translations
    let title: String
    let text: String
    /// The part that could not be understood, in English.
    let detail: String?
    /// How long to wait before trying again.
    let wait: String?
    /// The list of cities.
    let cities: String
    /// The request's id. Set only if quoting it helps: when the error is ours.
    let request: String?

    init(_ failure: Failure, requestID: String, in site: LocalizedSite) {
        texts = site.texts
        title = texts(failure.texts.title)
        text = texts(failure.texts.sentence)
        detail = if case .malformed(let sentence) = failure { sentence } else { nil }
        wait = failure.retryAfter.map { site.texts.wait(seconds: $0) }
        cities = "\(Address.network(in: site.language).path)#cities"
        request = failure.status.code >= 500 ? texts(.errorRequest, ["id": requestID]) : nil
        layout = PageLayout(private: site, title: title, description: text)
    }
}

extension Translations {
    /// "Try again in 5 minutes". Rounded up, so that a retry after that time is not too early.
    fileprivate func wait(seconds: Int) -> String {
        switch seconds {
        case ...90: self(.waitSeconds, max(1, seconds))
        case ...5_400: self(.waitMinutes, (seconds + 59) / 60)
        default: self(.waitHours, (seconds + 3_599) / 3_600)
        }
    }
}
