import Domain
import Foundation
import Storage

struct GuestStore {
    let tx: Transaction

    /// Returns the guest with this address and inserts one if there is none. The stored address stays as it was first
    /// written. Lifts the suppression of the address: whoever asks again may get email again.
    func findOrInsert(_ address: EmailAddress) throws -> Guest {
        let record = Guest(id: .new(at: tx.now), address: address).record
        let row = try tx.row(
            """
            INSERT INTO guests (\(record.columns)) VALUES (\(record.values))
            ON CONFLICT (folded_address) DO UPDATE SET folded_address = excluded.folded_address
            RETURNING *
            """
        )
        guard let row else { throw StoreError.missing(table: "guests") }
        try tx.suppressions.lift(of: address)
        return try Guest(row: row)
    }

    func find(_ id: Guest.ID) throws -> Guest? {
        try tx.row("SELECT * FROM guests WHERE id = \(id.text)").map(Guest.init(row:))
    }
}

extension Transaction {
    var guests: GuestStore { GuestStore(tx: self) }
}

extension Guest {
    fileprivate var record: SQLRecord {
        ["id": id.text, "address": address.text, "folded_address": address.folded]
    }

    fileprivate init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")) else { throw StoreError.unreadable(column: "guests.id") }
        self.init(id: id, address: try EmailAddress(parsing: row.text("address")))
    }
}
