import Testing

@testable import Hopdrink

struct RequestTargetTests {
    @Test(arguments: [
        ("/", RequestTarget.origin("/")), ("//evil.test/a", .origin("//evil.test/a")), ("*", .asterisk),
        ("http://a.test/b?c", .absolute(scheme: "http", authority: "a.test", path: "/b?c")),
        ("HTTPS://a.test:8/", .absolute(scheme: "https", authority: "a.test:8", path: "/")),
        ("http://a@b.test", .absolute(scheme: "http", authority: "a@b.test", path: "/")),
        ("http://a.test?b", .absolute(scheme: "http", authority: "a.test", path: "/?b")),
        ("http:///a", .absolute(scheme: "http", authority: "", path: "/a")),
        ("a.test:80", .other), ("http:/a", .other), ("", .other), ("a", .other),
    ])
    func `target has one of four forms`(text: String, target: RequestTarget) {
        #expect(RequestTarget(text) == target)
    }

    @Test(arguments: [
        ("a.test", "a.test"), ("A.Test:80", "a.test"), ("a.test:", "a.test"), ("127.0.0.1:65535", "127.0.0.1"),
        ("[::1]", "[::1]"), ("[2001:DB8::1]:8080", "[2001:db8::1]"), (" \ta.test:80\t ", "a.test"),
    ])
    func `authority is a host with an optional port`(text: String, host: String) {
        #expect(Authority(parsing: text)?.host == host)
    }

    @Test(arguments: [
        "", ":80", "a.test:x", "a.test:65536", "a.test:-1", "a.test:80:80", "a.test:80@b.test", "[::1]x", "[::1",
        "[::1]:x", "a.test:\u{301}", "a.test:123456",
    ])
    func `other texts are not authorities`(text: String) {
        #expect(Authority(parsing: text) == nil)
    }
}
