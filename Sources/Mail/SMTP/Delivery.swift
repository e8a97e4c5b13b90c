/// The outcome for a message, which decides the next step of its letter.
package enum Delivery: Sendable, Equatable {
    case sent(SMTPReply, queueID: String?)
    /// The message is not at fault: pause the relay, then send the message as if it had not been tried.
    case relayUnavailable(SMTPReply)
    /// Not accepted for now. The message may be tried again.
    case deferred(SMTPReply)
    /// Never accepted. With `addressIsBad`, no message to this address will be accepted.
    case refused(SMTPReply, addressIsBad: Bool)
    /// The message was sent completely, but no response came. The relay may have accepted it.
    case ambiguous(SMTPReply)
    /// `onAccept` threw, so no byte of the message was sent.
    case withdrawn(SMTPReply)

    package var reply: SMTPReply {
        switch self {
        case .sent(let reply, _), .relayUnavailable(let reply), .deferred(let reply), .refused(let reply, _),
            .ambiguous(let reply), .withdrawn(let reply):
            reply
        }
    }
}
