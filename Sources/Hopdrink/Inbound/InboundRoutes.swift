import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Takes messages from the mail system, through `hopdrink mail-in`.
struct InboundRoutes: Sendable {
    /// The maximum size of a message. No reply or report is larger, and nothing larger is read.
    static let maxBytes = 10_000_000

    /// Nil if no mail is read.
    let receive: ReceiveMail?

    private struct Taken: Encodable {
        let outcome: String
    }

    @Sendable func take(_ request: Request, context: RequestContext) async throws -> Response {
        let bytes = try await request.bytes(ofType: "message/rfc822", maximum: Self.maxBytes)
        guard let receive else { throw Failure.conflict("`mail.inbound` is not configured: no email is read here.") }
        let envelope = ReceivedEnvelope(
            sender: request.headers[.envelopeSender], recipient: request.headers[.envelopeRecipient]
        )
        let outcome = try await receive(bytes, envelope)
        guard outcome != .unreadable else {
            throw Failure.unprocessable(ValidationErrors([FieldError("message", .format("can't be read"))]))
        }
        return try .json(Taken(outcome: outcome.word))
    }
}

extension HTTPField.Name {
    fileprivate static let envelopeSender = constant("Envelope-Sender")
    fileprivate static let envelopeRecipient = constant("Envelope-Recipient")
}
