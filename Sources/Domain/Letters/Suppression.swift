/// That an address gets no more mail, or none of some sort.
package struct Suppression: Equatable, Sendable {
    package enum Scope: String, CaseIterable, Sendable {
        case everything
        /// Only what its reader may do without.
        case optional
    }

    package enum Cause: String, Sendable {
        /// A relay said that there is no such address, at once or by a bounce.
        case bounced
        /// Its reader wanted no more.
        case unsubscribed
        case `operator`
    }

    package let scope: Scope
    package let cause: Cause

    package init(scope: Scope, cause: Cause) {
        self.scope = scope
        self.cause = cause
    }

    /// Whether it keeps a letter of this kind back. Whoever wants no more digests follows the city no more; that they
    /// wanted no reminders says nothing of those.
    package func stops(_ kind: LetterKind) -> Bool {
        switch scope {
        case .everything: true
        case .optional: kind.isUnsubscribable && (kind != .digest || cause != .unsubscribed)
        }
    }
}
