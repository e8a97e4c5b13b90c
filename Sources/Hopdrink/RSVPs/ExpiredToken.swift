import Domain
import Foundation
import Storage

extension Transaction {
    /// Why a token opens nothing: its evening is over, or nobody was ever given it. That tells only its owner something:
    /// nobody else can name it.
    func absence(of token: Token, at now: Date) throws -> Failure {
        let expired = try row("SELECT 1 AS one FROM tokens WHERE hash = \(token.hash) AND expires_at <= \(now)")
        return expired == nil ? .notFound : .gone
    }
}
