import Domain
import Foundation
import Storage

extension TokenStore {
    /// Returns why a token opens nothing: `.gone` if it has expired, `.notFound` if nobody was ever given it. This
    /// reveals nothing to anybody but its owner, because nobody else knows the token.
    func absence(of token: Token) throws -> Failure {
        let expired = try tx.row("SELECT 1 AS one FROM tokens WHERE hash = \(token.hash) AND expires_at <= \(tx.now)")
        return expired == nil ? .notFound : .gone
    }
}
