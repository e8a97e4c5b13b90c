import Domain
import Foundation
import Storage

struct SuppressionStore {
    let tx: Transaction

    /// Returns why an address gets no email of this kind; nil if it gets it.
    func find(of address: EmailAddress, stopping email: any Email) throws -> Suppression? {
        try tx.rows("SELECT scope, cause FROM suppressions WHERE folded_address = \(address.folded)")
            .map(Suppression.init(row:)).first { email.isStopped(by: $0) }
    }

    func suppress(_ address: EmailAddress, _ suppression: Suppression) throws {
        let record: SQLRecord = [
            "folded_address": address.folded,
            "scope": suppression.scope.rawValue,
            "cause": suppression.cause.rawValue,
            "created_at": tx.now,
        ]
        try tx.execute(
            """
            INSERT INTO suppressions (\(record.columns)) VALUES (\(record.values))
            ON CONFLICT (folded_address, scope) DO NOTHING
            """
        )
    }

    /// Lifts a suppression because of a bounce when somebody asks for email again. An operator's suppression stays.
    func lift(of address: EmailAddress) throws {
        try tx.execute(
            """
            DELETE FROM suppressions WHERE folded_address = \(address.folded) AND scope = 'everything' AND cause = 'bounced'
            """
        )
    }

    /// Deletes the suppressions of guests who are deleted; an operator's suppressions stay.
    func forget(ofGuestsWhere isForgotten: SQL) throws {
        try tx.execute(
            """
            DELETE FROM suppressions WHERE cause <> 'operator'
                AND folded_address IN (SELECT folded_address FROM guests WHERE \(isForgotten))
                AND folded_address NOT IN (SELECT folded_address FROM followers)
            """
        )
    }
}

extension Transaction {
    var suppressions: SuppressionStore { SuppressionStore(tx: self) }
}

extension Suppression {
    /// The reason in words, for the ledger.
    var reason: String {
        switch cause {
        case .bounced: "a mail server said before that there is no such address"
        case .unsubscribed: "its reader unsubscribed from these emails"
        case .operator: "an operator stopped emails to this address"
        }
    }

    fileprivate init(row: SQLRow) throws {
        guard let scope = Scope(rawValue: try row.text("scope")), let cause = Cause(rawValue: try row.text("cause"))
        else { throw StoreError.unreadable(column: "suppressions.scope") }
        self.init(scope: scope, cause: cause)
    }
}
