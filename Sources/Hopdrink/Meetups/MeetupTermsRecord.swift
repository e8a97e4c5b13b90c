import Domain
import Storage

/// The column formats of lists: hosts one per line, reminders as minutes separated by commas.
extension MeetupTerms {
    init(row: SQLRow) throws {
        self.init(
            title: try row.text("title"), text: try row.text("summary"), duration: try row.integer("duration"),
            capacity: try row.integer("capacity"), venue: try Venue(row: row),
            hosts: try row.text("hosts").utf8.split(separator: 10).map {
                try Contact(parsing: String(decoding: $0, as: UTF8.self))
            },
            reminders: try row.text("reminders").split(separator: ",").compactMap { Int($0) }
        )
        guests = try GuestTerms(row: row)
    }

    /// The columns of a series and a meetup that hold them; `venue` is the id under which the venue is kept.
    func record(venue: String) -> SQLRecord {
        let record: SQLRecord = [
            "title": title,
            "summary": text,
            "duration": duration,
            "capacity": capacity,
            "venue_id": venue,
            "hosts": hostLines,
            "reminders": reminderList,
        ]
        return record.adding(guests.record)
    }

    private var hostLines: String { hosts.map(\.text).joined(separator: "\n") }

    private var reminderList: String { reminders.map(String.init).joined(separator: ",") }
}

extension GuestTerms {
    init(row: SQLRow) throws {
        self.init()
        question = try row.text("guest_question")
        waitingList.smallerMayPass = try row.flag("smaller_may_pass")
        waitingList.closing = try row.integer("list_closing")
        reconfirm = try row.optionalInteger("reconfirm_before")
    }

    /// The columns of a series and a meetup that hold them.
    var record: SQLRecord {
        [
            "guest_question": question,
            "smaller_may_pass": waitingList.smallerMayPass,
            "list_closing": waitingList.closing,
            "reconfirm_before": reconfirm,
        ]
    }
}
