import Domain
import Foundation
import HTTPTypes
import Storage

@testable import Hopdrink

/// Actions of organisers over the API.
extension TestSite {
    /// Returns the headers of an organiser's requests.
    func organiser() async throws -> HTTPFields {
        let answer = try await control.post("/tokens", json: #"{"name": "Claire"}"#)
        guard let token = try answer.json["token"]?.text else { throw Missing(what: "a token") }
        return [.authorization: "Bearer \(token)"]
    }

    /// Creates a series with a meetup for five every day.
    func organiseDaily(in city: String = "tours", _ headers: HTTPFields) async throws -> Series {
        let answer = try await visitor.post("/api/v1/series", json: Self.dailySeries(in: city), headers: headers)
        guard let id = try answer.json["id"]?.text.flatMap(Series.ID.init(parsing:)),
            let series = try await database.read({ try $0.series.find(id) })
        else { throw Missing(what: "a series") }
        return series
    }

    static func dailySeries(in city: String = "tours") -> String {
        #"{"city": "\#(city)", "slug": "daily", "rule": "every day", "time": "19:00", \#(terms("Daily"))}"#
    }

    /// Creates a one-off for five on Saturday 19 December 2026.
    func organiseWalk(_ headers: HTTPFields, start: String = "2026-12-19T15:00") async throws -> Meetup {
        let answer = try await visitor.post("/api/v1/meetups", json: Self.walk(start: start), headers: headers)
        guard let id = try answer.json["id"]?.text.flatMap(Meetup.ID.init(parsing:)), let meetup = try await meetup(id)
        else { throw Missing(what: "a meetup") }
        return meetup
    }

    static func walk(in city: String = "tours", start: String = "2026-12-19T15:00") -> String {
        #"{"city": "\#(city)", "slug": "walk", "start": "\#(start)", \#(terms("Walk"))}"#
    }

    private static func terms(_ title: String) -> String {
        #""title": "\#(title)", "capacity": 5, "venue": {"name": "La Gare", "address": "1 place de la Gare"}"#
    }
}
