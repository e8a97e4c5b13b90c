import Domain
import HTTPTypes
import Testing

@testable import Hopdrink

struct ErrorPageTests {
    private func markup(_ failure: Failure, in language: String = "en") throws -> Markup {
        let pages = try Samples.pages()
        return Markup(pages.html(ErrorPage(failure, requestID: "r7", in: try pages.site(named: language))))
    }

    private static let failures: [Failure] = [
        .malformed(""), .notFound, .gone, .conflict(""), .unprocessable(ValidationErrors([])), .tooMany(retryAfter: 30),
        .broken,
        .unavailable(retryAfter: 60),
    ]

    @Test(arguments: failures)
    func `every error page links on, and has the request id if the error is ours`(failure: Failure) throws {
        for language in ["en", "fr"] {
            let markup = try markup(failure, in: language)
            let links = markup.all("a").compactMap { $0["href"] }
            #expect(links.contains("/\(language)/") && links.contains("/\(language)/#cities"))
            #expect(markup.first("main")?.text.contains("r7") == (failure.status.code >= 500))
            #expect(markup.all("h1").count == 1)
        }
    }

    @Test(arguments: [
        (Failure.tooMany(retryAfter: 1), "Try again in 1 second."),
        (.unavailable(retryAfter: 5), "Try again in 5 seconds."),
        (.tooMany(retryAfter: 90), "Try again in 90 seconds."), (.tooMany(retryAfter: 91), "Try again in 2 minutes."),
        (.tooMany(retryAfter: 3600), "Try again in 60 minutes."),
        (.tooMany(retryAfter: 86_400), "Try again in 24 hours."),
    ])
    func `error page says in words how long to wait`(failure: Failure, sentence: String) throws {
        #expect(try markup(failure).first("main")?.text.contains(sentence) == true)
    }
}
