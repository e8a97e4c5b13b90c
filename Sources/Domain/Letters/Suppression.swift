/// The fact that an address gets no more email, or no optional email.
package struct Suppression: Equatable, Sendable {
    package enum Scope: String, CaseIterable, Sendable {
        case everything
        /// Only emails that the reader can unsubscribe from.
        case optional
    }

    package enum Cause: String, Sendable {
        /// A relay stated that the address does not exist, either at once or in a bounce.
        case bounced
        /// The reader unsubscribed.
        case unsubscribed
        case `operator`
    }

    package let scope: Scope
    package let cause: Cause

    package init(scope: Scope, cause: Cause) {
        self.scope = scope
        self.cause = cause
    }
}
