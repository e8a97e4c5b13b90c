import Domain
import Storage

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
