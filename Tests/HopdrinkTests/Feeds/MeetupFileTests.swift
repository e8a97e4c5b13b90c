import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// A single meetup as a calendar file.
struct MeetupFileTests {
    @Test func `file has the meetup's event and is named after city and day`() async throws {
        let site = try await TestSite()
        let meetup = try await site.firstMeetup()
        let answer = try await site.visitor.get("/meetups/\(meetup.id).ics")
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"tours-2026-12-10.ics\"")
        let event = try #require(CalendarText(answer.text).event)
        #expect(event["UID"] == meetup.uid)
        #expect(event["ATTENDEE"] == nil)
    }

    @Test func `file supports 304 and HEAD, and follows a change`() async throws {
        let site = try await TestSite()
        let path = "/meetups/\(try await site.firstMeetup().id).ics"
        let first = try await site.visitor.get(path)
        let tag = try #require(first.headers[.eTag])
        #expect(try await site.visitor.get(path, headers: [.ifNoneMatch: tag]).status == .notModified)
        #expect(try await site.visitor.head(path).bytes.isEmpty)
        try await site.apply(TestNetwork(series: [TestSeries(time: "20:00")]))
        let second = try await site.visitor.get(path, headers: [.ifNoneMatch: tag])
        #expect(second.status == .ok)
        #expect(CalendarText(second.text).event?["SEQUENCE"] == "1")
    }

    @Test(arguments: ["/meetups/nothing.ics", "/meetups/00000000000000000000000000.ics", "/meetups/.ics"])
    func `unknown meetup has no file`(path: String) async throws {
        #expect(try await TestSite().visitor.get(path).status == .notFound)
    }
}
