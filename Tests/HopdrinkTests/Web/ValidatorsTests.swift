import Foundation
import Testing

@testable import Hopdrink

struct ValidatorsTests {
    /// Returns whether a client has the version of noon on the first of December.
    private func areKnown(_ ifNoneMatch: String?, _ ifModifiedSince: String?) throws -> Bool {
        let changed = try Date.utc("2026-12-01T12:00:00Z").addingTimeInterval(0.9)
        return Validators(entityTags: ["\"a\"", "\"a-gzip\""], changed: changed).areKnown(
            ifNoneMatch: ifNoneMatch, ifModifiedSince: ifModifiedSince
        )
    }

    @Test(arguments: [
        ("\"a\"", true), ("\"a-gzip\"", true), ("W/\"a\"", true), ("*", true), ("\"b\", \"a\"", true),
        ("\"b\" ,W/\"a-gzip\"", true), ("\"b\"", false), ("W/\"b\"", false), ("a", false), ("xx\"a\"", false),
        ("", false), (",", false),
    ])
    func `one matching tag is enough, weak or strong`(field: String, isKnown: Bool) throws {
        #expect(try areKnown(field, nil) == isKnown)
    }

    @Test(arguments: [
        ("Tue, 01 Dec 2026 12:00:00 GMT", true), ("Tue, 01 Dec 2026 12:00:01 GMT", true),
        ("Tuesday, 01-Dec-26 12:00:00 GMT", true), ("Tue Dec  1 12:00:00 2026", true),
        ("Tue, 01 Dec 2026 11:59:59 GMT", false), ("Thu, 01 Jan 1970 00:00:00 GMT", false), ("yesterday", false),
    ])
    func `date counts if there is no tag`(date: String, isKnown: Bool) throws {
        #expect(try areKnown(nil, date) == isKnown)
    }

    @Test(arguments: [("\"b\"", false), ("\"a\"", true), ("", false)])
    func `tag takes precedence over any date`(tag: String, isKnown: Bool) throws {
        for date in ["Wed, 02 Dec 2026 12:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"] {
            #expect(try areKnown(tag, date) == isKnown)
        }
    }

    @Test func `request without conditions has no known version`() throws {
        #expect(try !areKnown(nil, nil))
    }
}
