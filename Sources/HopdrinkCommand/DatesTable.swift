import Domain
import Hopdrink

/// The dates of a series, one line each: weekday, date, time, offset from UTC, and remarks.
struct DatesTable {
    let days: [SeriesPreview.Day]
    /// The number of dates that were requested. A series that ends may have fewer.
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
