import Domain
import Foundation
import Storage

/// The reader of a letter wants no more of its sort.
enum Unsubscribe {
    /// False when there is no such letter any more.
    static func perform(_ id: Letter.ID, _ transaction: Transaction, at now: Date) throws -> Bool {
        guard let letter = try transaction.letter(id) else { return false }
        guard let address = try transaction.facts(of: letter, at: now)?.reader.address else { return false }
        try transaction.suppress(address, Suppression(scope: .courtesies, cause: .unsubscribed), at: now)
        return true
    }
}
