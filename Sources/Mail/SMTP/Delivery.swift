/// What became of a message, and so what its letter may do next.
package enum Delivery: Sendable, Equatable {
    case sent(SMTPReply, queueID: String?)
    /// Nothing is wrong with the message: let the relay rest, then send it as if it had not been tried.
    case relayUnavailable(SMTPReply)
    /// Not accepted this time; may be tried again.
    case deferred(SMTPReply)
    /// Will never be accepted; with `addressIsBad` nothing to this address will.
    case refused(SMTPReply, addressIsBad: Bool)
    /// Handed over whole, and no answer came: it may have been accepted.
    case ambiguous(SMTPReply)
    /// `onAccept` threw: not a byte of it was sent.
    case withdrawn(SMTPReply)

    package var reply: SMTPReply {
        switch self {
        case .sent(let reply, _), .relayUnavailable(let reply), .deferred(let reply), .refused(let reply, _),
            .ambiguous(let reply), .withdrawn(let reply):
            reply
        }
    }
}
