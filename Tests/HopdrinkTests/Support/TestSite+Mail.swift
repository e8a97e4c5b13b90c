import Domain
import Foundation

@testable import Hopdrink

/// Incoming mail.
extension TestSite {
    @discardableResult
    func take(_ mail: TestMail, _ envelope: ReceivedEnvelope = ReceivedEnvelope()) async throws -> ReceivedOutcome {
        try await receive(mail.bytes, envelope)
    }

    /// Returns the address to which the guest's calendar replies.
    func replyAddress(of address: String) async throws -> String {
        guard let rsvp = try await rsvp(of: address) else { throw Missing(what: "an RSVP of \(address)") }
        return verp.address(for: .reply(rsvp.id))
    }

    /// Returns the reply of a guest's calendar for the first meetup, after `change`.
    func answer(
        of address: String, _ change: (inout TestMail.Answer) -> Void = { _ in }
    ) async throws -> TestMail {
        var answer = TestMail.Answer(uid: try await firstMeetup().uid, attendee: address)
        change(&answer)
        var mail = TestMail(answering: answer, to: try await replyAddress(of: address))
        mail.from = address
        return mail
    }

    /// Returns the bounce address of the newest email of this kind, and the email's Message-ID.
    func bounceAddress(of kind: LetterKind, to address: String) throws -> (address: String, messageID: String) {
        guard let letter = relay.letters(to: address).last(where: { $0.kind == kind }) else {
            throw Missing(what: "a letter \(kind) to \(address)")
        }
        return (letter.sender, String(letter.header("Message-ID").dropFirst().dropLast()))
    }

    /// Returns a delivery report about the newest email of this kind.
    func report(
        _ action: String, _ status: String, _ diagnostic: String, on kind: LetterKind, to address: String
    ) throws -> TestMail {
        let letter = try bounceAddress(of: kind, to: address)
        return TestMail(reporting: action, status, diagnostic, returning: letter.messageID, to: letter.address)
    }
}
