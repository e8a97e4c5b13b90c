import Domain
import Hopdrink

/// The dates of a series, a line each: weekday, date, time, offset from UTC, and what is worth knowing.
struct DatesTable {
    let days: [SeriesPreview.Day]
    /// How many there would be if the series did not end.
    let asked: Int

    var text: String {
        let end = days.count < asked ? "    no more dates: here it ends\n" : ""
        return TextTable(rows: days.map(\.cells)).text + end
    }
}

extension SeriesPreview.Day {
    var cells: [String] {
        [
            "    \(start.date.weekday.name)", "\(start.date)", "\(start.time)", offset, notes.joined(separator: ", "),
        ]
    }
}
