import Domain
import Foundation
import Storage

struct WaitingDecisionStore {
    let tx: Transaction

    /// Records a decision about a waiting list. Lock the meetup's row first.
    func record(
        _ what: WaitingDecision.What, of rsvp: RSVP, _ occupancy: Occupancy
    ) throws {
        try insert(what, rsvp.id, of: rsvp.meetup, party: rsvp.party, free: occupancy.free)
    }

    /// Records that a guest was skipped, unless the latest decision about them says so already.
    func recordSkipped(_ rsvp: RSVP, _ occupancy: Occupancy) throws {
        let latest = try tx.row(
            """
            SELECT what FROM waiting_decisions WHERE rsvp_id = \(rsvp.id.text) ORDER BY position DESC LIMIT 1
            """
        )
        guard try latest?.text("what") != WaitingDecision.What.skipped.rawValue else { return }
        try record(.skipped, of: rsvp, occupancy)
    }

    /// Records that the waiting list closed, once.
    func recordClosing(of meetup: Meetup, waiting people: Int, _ occupancy: Occupancy) throws {
        let known = try tx.row(
            """
            SELECT 1 AS one FROM waiting_decisions
            WHERE meetup_id = \(meetup.id.text) AND what = 'closed' AND decided_at >= \(meetup.listClosesAt)
            """
        )
        guard known == nil else { return }
        try insert(.closed, nil, of: meetup.id, party: people, free: occupancy.free)
    }

    private func insert(
        _ what: WaitingDecision.What, _ rsvp: RSVP.ID?, of meetup: Meetup.ID, party: Int, free: Int
    ) throws {
        let position: SQL = """
            (SELECT coalesce(max(position), 0) + 1 FROM waiting_decisions WHERE meetup_id = \(meetup.text))
            """
        let record: SQLRecord = [
            "id": Identifier<WaitingDecision>.new(at: tx.now).text,
            "meetup_id": meetup.text,
            "position": position,
            "rsvp_id": rsvp?.text,
            "party": party,
            "what": what.rawValue,
            "free": free,
            "decided_at": tx.now,
        ]
        try tx.execute("INSERT INTO waiting_decisions (\(record.columns)) VALUES (\(record.values))")
    }

    /// Returns the decisions in the order in which they were made; only the newest if there are more than `limit`.
    func all(of meetup: Meetup.ID, limit: Int = 1000) throws -> [WaitingDecision] {
        try tx.rows(
            """
            SELECT d.what, d.party, d.free, d.decided_at, r.name FROM waiting_decisions d
                LEFT JOIN rsvps r ON r.id = d.rsvp_id
            WHERE d.meetup_id = \(meetup.text) ORDER BY d.position DESC LIMIT \(limit)
            """
        ).reversed().map(WaitingDecision.init(row:))
    }
}

extension Transaction {
    var waitingDecisions: WaitingDecisionStore { WaitingDecisionStore(tx: self) }
}

extension WaitingDecision {
    fileprivate init(row: SQLRow) throws {
        guard let what = What(rawValue: try row.text("what")) else {
            throw StoreError.unreadable(column: "waiting_decisions.what")
        }
        self.init(
            what: what, name: try row.optionalText("name"), party: try row.integer("party"),
            free: try row.integer("free"), decidedAt: try row.instant("decided_at")
        )
    }
}
