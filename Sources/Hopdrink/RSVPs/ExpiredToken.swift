import Domain
import Foundation
import Storage

extension Transaction {
    /// Returns why a token opens nothing: `.gone` if it has expired, `.notFound` if nobody was ever given it. This
    /// reveals nothing to anybody but its owner, because nobody else knows the token.
    func absence(of token: Token, at now: Date) throws -> Failure {
        let expired = try row("SELECT 1 AS one FROM tokens WHERE hash = \(token.hash) AND expires_at <= \(now)")
        return expired == nil ? .notFound : .gone
    }
}
