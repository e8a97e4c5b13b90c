import ArgumentParser
import Domain
import Foundation
import Glibc
import Hopdrink
import ICalendar

struct Dates: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the next dates of a rule, or of a series in the configuration.",
        discussion: """
            A rule is written in words (\"second thursday\", \"every 2 weeks on tuesday\", \"day 15\") or as an RRULE \
            (FREQ=MONTHLY;BYDAY=2TH); a series as CITY/SERIES.
            """
    )

    @OptionGroup var configuration: ConfigurationOption

    @Argument(help: "The rule, or CITY/SERIES.")
    var what: String

    @Option(help: ArgumentHelp("When the meetup starts, for a rule.", valueName: "hh:mm"))
    var time = "19:00"

    @Option(help: ArgumentHelp("Where it is, for a rule.", valueName: "zone"))
    var timezone = "UTC"

    @Option(help: ArgumentHelp("The day that a rule counts from.", valueName: "yyyy-mm-dd"))
    var from: String?

    @Option(help: ArgumentHelp("The day and time it is, instead of now.", valueName: "instant"))
    var clock: RehearsalStart?

    @Option(help: ArgumentHelp("How many dates, from 1 to 1000.", valueName: "number"))
    var count = 12

    func validate() throws {
        guard (1...1000).contains(count) else { throw ValidationError("The count must be from 1 to 1000.") }
    }

    func run() async throws {
        let (preview, count, now) = (try preview(), count, now)
        let days = try await Libical.run { try preview.days(count, at: now) }
        print(DatesTable(days: days, asked: count).text, terminator: "")
    }

    private func preview() throws -> SeriesPreview {
        let parts = what.split(separator: "/")
        guard parts.count == 2, !what.contains(" "), !what.contains("=") else { return try previewOfRule() }
        let settings = try configuration.settings()
        guard let city = settings.network.cities.first(where: { $0.city.slug.text == parts[0] }),
            let series = city.series.first(where: { $0.slug.text == parts[1] })
        else {
            StandardError.write("hopdrink: there is no series \(what) in \(configuration.path)")
            throw ExitCode(1)
        }
        return SeriesPreview(
            series.schedule, in: city.city.timeZone, beside: city.series.filter { $0.slug != series.slug }
        )
    }

    private func previewOfRule() throws -> SeriesPreview {
        let words = ["rule": what, "time": time, "timezone": timezone, "from": from]
        var fields = InputDecoder(RawInput(words.compactMapValues(\.self)))
        do throws(ValidationErrors) {
            return try SeriesPreview(reading: &fields, at: now)
        } catch {
            for fieldError in error.list { StandardError.write("hopdrink: \(fieldError.sentence)") }
            throw ExitCode(EX_USAGE)
        }
    }

    private var now: Date { clock?.instant ?? DaemonClock.wall() }
}
