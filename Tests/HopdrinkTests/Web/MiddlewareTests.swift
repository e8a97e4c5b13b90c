import Domain
import HTTPTypes
import Hummingbird
import Testing

@testable import Hopdrink

/// The middleware of the site, with a few routes for the tests.
struct MiddlewareTests {
    private struct Surprise: Error {
        let secret = "password in the error's text"
    }

    private struct Known: Error {}

    private func visitor(
        base: String = "https://hopdrink.test", host: String = "hopdrink.test", headers: HTTPFields = [:]
    ) throws -> Visitor {
        let pages = try Samples.pages(at: base)
        let router = Router(context: Hopdrink.RequestContext.self, options: .autoGenerateHeadEndpoints)
        router.middlewares.add(RequestLog())
        router.middlewares.add(SecurityHeaders(base: pages.base))
        router.middlewares.add(ErrorPages(pages: pages) { $0 is Known ? .unavailable(retryAfter: 60) : nil })
        router.middlewares.add(RequestGuard(base: pages.base))
        router.get("fr/ok") { _, _ in "fine" }
        router.get("fr/secret/:token") { _, _ in "fine" }
        router.get("fr/kept/:token") { _, _ in
            EditedResponse(headers: [.cacheControl: "private, no-cache"], response: "fine")
        }
        router.get("fr/surprise") { _, _ -> String in throw Surprise() }
        router.get("api/v1/surprise") { _, _ -> String in throw Surprise() }
        router.get("fr/known") { _, _ -> String in throw Known() }
        router.post("fr/form") { request, _ in "\(try await FormReader.read(request, maximum: 20).content)" }
        router.post("api/v1/json") { request, _ -> String in
            _ = try await JSONBody.read(request, as: .object([]), maximum: 20)
            throw Failure.unprocessable(
                ValidationErrors([FieldError("email", .address), FieldError("name", .missing)]))
        }
        router.get("api/v1/private") { _, _ -> String in throw Failure.unauthorized }
        router.get("api/v1/conflict") { _, _ -> String in throw Failure.conflict("Edit the \"YAML\" file instead.") }
        return Visitor(router, host: host, headers: headers)
    }

    @Test func `every response has security headers`() async throws {
        for path in ["/fr/ok", "/fr/surprise", "/nothing/here"] {
            let headers = try await visitor().get(path).headers
            #expect(headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            #expect(headers[.xContentTypeOptions] == "nosniff")
            #expect(headers[.constant("Referrer-Policy")] == "no-referrer")
            #expect(headers[.strictTransportSecurity] != nil)
            #expect(headers[.cacheControl] == "no-cache")
        }
        #expect(try await visitor(base: "http://hopdrink.test").get("/fr/ok").headers[.strictTransportSecurity] == nil)
    }

    @Test func `response at a secret address is neither stored nor indexed`() async throws {
        let headers = try await visitor().get("/fr/secret/abc").headers
        #expect(headers[.cacheControl] == "no-store")
        #expect(headers[.constant("X-Robots-Tag")] == "noindex")
    }

    @Test func `route may let its visitor store a response, which is still not indexed`() async throws {
        let headers = try await visitor().get("/fr/kept/abc").headers
        #expect(headers[.cacheControl] == "private, no-cache")
        #expect(headers[.constant("X-Robots-Tag")] == "noindex")
    }

    @Test func `page for an unknown address is in the language of the address or the visitor`() async throws {
        let visitor = try visitor()
        let french = try await visitor.get("/fr/nowhere")
        #expect(french.status == .notFound)
        #expect(french.headers[.contentType] == "text/html; charset=utf-8")
        #expect(french.markup.first("html")?["lang"] == "fr")
        let english = try await visitor.get("/nowhere/at/all", headers: [.acceptLanguage: "en"])
        #expect(english.markup.first("h1")?.text == "Page not found")
        let byBrowser = try await visitor.get("/nowhere/at/all", headers: [.acceptLanguage: "fr"])
        #expect(byBrowser.markup.first("html")?["lang"] == "fr")
    }

    @Test func `HEAD has the same response as GET without a body`() async throws {
        let visitor = try visitor()
        for path in ["/fr/ok", "/fr/nowhere", "/fr/surprise"] {
            let (get, head) = (try await visitor.get(path), try await visitor.head(path))
            #expect(head.status == get.status)
            #expect(head.headers[.contentLength] == get.headers[.contentLength])
            #expect(head.bytes.isEmpty)
        }
    }

    @Test func `unexpected error shows our sentence and the request id, never its own text`() async throws {
        for path in ["/fr/surprise", "/api/v1/surprise"] {
            let answer = try await visitor().get(path)
            #expect(answer.status == .internalServerError)
            #expect(answer.text.contains("request-of-a-test"))
            #expect(!answer.text.contains("password"))
            #expect(!answer.text.contains("Surprise"))
        }
    }

    @Test func `errors of other modules get the meaning that the site gives them`() async throws {
        let answer = try await visitor().get("/fr/known")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.headers[.retryAfter] == "60")
    }

    @Test func `API clients get problem details with every field error`() async throws {
        let answer = try await visitor().post("/api/v1/json", json: "{}")
        #expect(answer.status == .unprocessableContent)
        #expect(answer.headers[.contentType] == "application/problem+json")
        let detail = "Some of the values are not valid; `errors` lists every one."
        #expect(
            answer.text == """
                {"detail":"\(detail)","errors":[{"detail":"\(FieldErrorReason.address.sentence)","field":"email"},\
                {"detail":"is missing","field":"name"}],"status":422,"title":"Unprocessable Content","type":"about:blank"}
                """
        )
        #expect(try await visitor().get("/api/v1/conflict").text.contains("Edit the \\\"YAML\\\" file instead."))
        #expect(try await visitor().get("/api/v1/private").headers[.wwwAuthenticate] == "Bearer")
        #expect(try await visitor().get("/api/nothing").headers[.contentType] == "application/problem+json")
    }

    @Test(arguments: [
        ("application/x-www-form-urlencoded", "a=1", 200),
        ("application/x-www-form-urlencoded; charset=UTF-8", "a=1", 200),
        ("Application/X-WWW-Form-URLencoded;charset=\"utf-8\"", "a=1", 200),
        ("application/x-www-form-urlencoded; charset=latin1", "a=1", 415),
        ("application/json", "{}", 415),
        ("", "a=1", 415),
        ("application/x-www-form-urlencoded", "a=12345678901234567890", 413),
        ("application/x-www-form-urlencoded", "a=%FF", 400),
    ])
    func `form must have the right type, size and encoding`(type: String, body: String, status: Int) async throws {
        let headers: HTTPFields = [.contentType: type]
        let answer = try await visitor().ask(.post, "/fr/form", body: Array(body.utf8), headers: headers)
        #expect(answer.status.code == status)
        #expect(answer.headers[.connection] == (status == 413 ? "close" : nil))
    }

    @Test(arguments: [
        ("hopdrink.test", 200), ("HOPDRINK.test:443", 200), ("localhost:8080", 200), ("127.0.0.1", 200),
        ("[::1]:8080", 200), ("evil.example", 400), ("hopdrink.test.evil.example", 400), ("", 400),
        ("hopdrink.test@evil.example", 400), ("[::1", 400), ("hopdrink.test:80@evil.example", 400),
        ("evil@hopdrink.test", 400), ("hopdrink.test:evil", 400), ("hopdrink.test:99999", 400), ("[::1]evil", 400),
        ("hopdrink.test:80:80", 400), ("hopdrink.test.", 400), ("hopdrink%2Etest", 400), ("hopdrink.test:", 200),
    ])
    func `only requests to our own hosts are accepted`(host: String, status: Int) async throws {
        #expect(try await visitor(host: host).get("/fr/ok").status.code == status)
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "*", 400), (.options, "*", 204), (.get, "hopdrink.test:80", 400),
        (.connect, "hopdrink.test:80", 400), (.put, "/fr/ok", 404), (.trace, "/fr/ok", 404), (.delete, "/fr/ok", 404),
    ])
    func `only our own addresses and known methods are accepted`(
        method: HTTPRequest.Method, target: String, status: Int
    ) async throws {
        #expect(try await visitor().ask(method, target).status.code == status)
    }

    @Test func `error page has Vary if its language depends on the visitor`() async throws {
        let visitor = try visitor()
        for path in ["/nowhere/at/all", "/nowhere", "/styles"] {
            #expect(try await visitor.get(path).headers[.vary] == "Accept-Language")
            #expect(try await visitor.head(path).headers[.vary] == "Accept-Language")
        }
        for path in ["/fr/nowhere", "/api/nowhere", "/fr/surprise"] {
            #expect(try await visitor.get(path).headers[.vary] == nil)
        }
    }

    @Test func `second Host field is refused`() async throws {
        let answer = try await visitor().get("/fr/ok", headers: [.constant("Host"): "hopdrink.test"])
        #expect(answer.status == .badRequest)
    }

    @Test(arguments: [
        ([:], 200),
        (["Sec-Fetch-Site": "same-origin"], 200),
        (["Sec-Fetch-Site": "none"], 200),
        (["Sec-Fetch-Site": "same-site"], 403),
        (["Sec-Fetch-Site": "cross-site"], 403),
        (["Sec-Fetch-Site": "cross-site", "Origin": "https://hopdrink.test"], 403),
        (["Origin": "https://hopdrink.test"], 200),
        (["Origin": "http://hopdrink.test"], 200),
        (["Origin": "null"], 200),
        (["Origin": "https://evil.example"], 403),
        (["Origin": "https://hopdrink.test.evil.example"], 403),
    ])
    func `other sites cannot send forms`(fields: [String: String], status: Int) async throws {
        var headers: HTTPFields = [:]
        for (name, value) in fields { headers[.constant(name)] = value }
        #expect(try await visitor().post("/fr/form", form: ["a": "1"], headers: headers).status.code == status)
        #expect(try await visitor().get("/fr/ok", headers: headers).status == .ok)
    }
}
