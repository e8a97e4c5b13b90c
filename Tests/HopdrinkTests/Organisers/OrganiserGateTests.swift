import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

struct OrganiserGateTests {
    private static let gated: [(HTTPRequest.Method, String)] = [
        (.post, "/api/v1/meetups"), (.patch, "/api/v1/meetups/ID"), (.post, "/api/v1/meetups/ID/cancel"),
        (.delete, "/api/v1/meetups/ID"), (.post, "/api/v1/series"), (.get, "/api/v1/series/ID"),
        (.patch, "/api/v1/series/ID"), (.post, "/api/v1/series/ID/cancel"), (.delete, "/api/v1/series/ID"),
    ]

    @Test func `organiser routes need a known token`() async throws {
        let site = try await TestSite()
        let token = try #require(try await site.organiser()[.authorization])
        let before = try await site.dump()
        let wrong: [HTTPFields] = [
            [:], [.authorization: "Bearer"], [.authorization: "Bearer \(Token.new().text)"],
            [.authorization: String(token.dropLast())], [.authorization: "\(token)x"],
            [.authorization: token.replacing("Bearer", with: "Basic")],
            [.authorization: "\(token) \(token.split(separator: " ")[1])"],
        ]
        let id = try await site.firstMeetup().id.text
        for (method, path) in Self.gated {
            for headers in wrong {
                let answer = try await site.visitor.ask(
                    method, path.replacing("ID", with: id), json: "{}", headers: headers
                )
                #expect(answer.status == .unauthorized, "\(method) \(path)")
                #expect(answer.headers[.wwwAuthenticate] == "Bearer")
                #expect(answer.headers[.contentType] == "application/problem+json")
            }
        }
        #expect(try await site.dump() == before)
    }

    @Test func `scheme name is case-insensitive`() async throws {
        let site = try await TestSite()
        let token = try #require(try await site.organiser()[.authorization])
        let series = try await site.series()
        for headers: HTTPFields in [
            [.authorization: token.replacing("Bearer", with: "bearer")], [.authorization: token],
        ] {
            #expect(try await site.visitor.get("/api/v1/series/\(series.id)", headers: headers).status == .ok)
        }
    }

    @Test func `public routes need no token and accept a wrong one`() async throws {
        let site = try await TestSite()
        let headers: HTTPFields = [.authorization: "Bearer nonsense"]
        #expect(try await site.visitor.get("/api/v1/cities", headers: headers).status == .ok)
    }

    @Test func `guest's token does not work as an organiser's token`() async throws {
        let site = try await TestSite()
        try await site.join("ada@example.org")
        let token = try #require(site.relay.letters.last?.token).text
        let answer = try await site.visitor.post(
            "/api/v1/meetups", json: TestSite.walk(), headers: [.authorization: "Bearer \(token)"]
        )
        #expect(answer.status == .unauthorized)
    }
}
