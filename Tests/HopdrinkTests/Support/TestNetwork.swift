import Domain

@testable import Hopdrink

/// The configuration of a network with one city. A test changes the parts that it needs.
struct TestNetwork {
    var name = "Tours"
    var timeZone = "Europe/Paris"
    var languages = "en, fr"
    var series: [TestSeries] = [TestSeries()]
    var oneOffs: [TestOneOff] = []
    var representative = "null"
    /// Adds a second city without meetups.
    var hasBerlin = false
    var hasTours = true

    var network: Network {
        get throws {
            var fields = InputDecoder(try YAMLReader.read(Array("cities: [\(cities)]".utf8)))
            let network = Network(reading: &fields, zones: .system)
            try fields.finish()
            return network
        }
    }

    private var cities: String {
        let berlin = "{slug: berlin, name: Berlin, country: DE, timezone: Europe/Berlin, languages: [de]}"
        return [hasTours ? tours : nil, hasBerlin ? berlin : nil].compactMap(\.self).joined(separator: ", ")
    }

    private var tours: String {
        """
        {slug: tours, name: \(name), country: FR, timezone: \(timeZone), languages: [\(languages)],
        representative: \(representative),
        series: [\(series.map(\.text).joined(separator: ", "))],
        meetups: [\(oneOffs.map(\.text).joined(separator: ", "))]}
        """
    }
}

/// A series on every second Thursday at seven, for twenty people.
struct TestSeries {
    var slug = "thursday"
    var rule = "second thursday"
    var time = "19:00"
    var from: String?
    var cancelled: [String] = []
    var skip: [String] = []
    var add: [String] = []
    var move: [String] = []
    var terms = TestTerms()

    fileprivate var text: String {
        """
        {slug: \(slug), rule: '\(rule)', time: '\(time)', from: \(from ?? "null"),
        cancelled: [\(cancelled.joined(separator: ", "))], skip: [\(skip.joined(separator: ", "))],
        add: [\(add.map { "'\($0)'" }.joined(separator: ", "))], move: [\(move.joined(separator: ", "))], \(terms.text)}
        """
    }
}

/// A walk on a Saturday.
struct TestOneOff {
    var slug = "walk"
    var start = "2026-12-19T15:00"
    var isCancelled = false
    var terms = TestTerms(title: "Walk")

    fileprivate var text: String { "{slug: \(slug), start: '\(start)', cancelled: \(isCancelled), \(terms.text)}" }
}

/// The settings that a series and a one-off have in common.
struct TestTerms {
    var title = "Apero"
    var summary = "A glass and some cheese."
    var duration = "2h"
    var capacity = 20
    var place = "La Cave"
    var room = "le caveau"
    var hosts = "Claire"
    /// Further settings of a series.
    var more = ""
    var reminders = "24h"

    fileprivate var text: String {
        """
        title: '\(title)', text: '\(summary)', duration: \(duration), capacity: \(capacity), hosts: [\(hosts)],
        reminders: [\(reminders)], venue: {name: '\(place)', address: '4 place de Chateauneuf', room: '\(room)',
        coordinates: '47.3925, 0.6826'}\(more)
        """
    }
}
