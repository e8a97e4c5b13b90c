import Domain
import Foundation
import ICalendar
import Mail

/// A letter ready to leave, with the tokens that its links carry.
struct ComposedLetter: Sendable {
    let message: EncodedMessage
    let envelope: Envelope
    let tokens: [(TokenPurpose, Token)]
    let tokenExpiry: Date

    var sender: String { envelope.sender }
    var body: String { message.text }
}

/// Writes letters: the words in the guest's language, the links with fresh tokens, the invitation.
package struct LetterComposer: Sendable {
    let pages: Pages
    let sender: Sender

    package init(pages: Pages, sender: Sender) {
        self.pages = pages
        self.sender = sender
    }

    /// The letter's bytes: those of the first attempt if there was one.
    func compose(_ letter: Letter, _ facts: LetterFacts, at now: Date) async throws -> ComposedLetter {
        let envelope = try Envelope(sender: sender.address.text, recipient: facts.guest.address.text)
        let expiry = facts.meetup.endsAt
        if let body = letter.body {
            let message = try EncodedMessage(body)
            return ComposedLetter(message: message, envelope: envelope, tokens: [], tokenExpiry: expiry)
        }
        let purpose: TokenPurpose = letter.kind == .confirm ? .confirm : .manage
        let token = Token.new()
        let message = try await message(letter, facts, token, at: now).encoded()
        return ComposedLetter(message: message, envelope: envelope, tokens: [(purpose, token)], tokenExpiry: expiry)
    }

    private func message(_ letter: Letter, _ facts: LetterFacts, _ token: Token, at now: Date) async throws -> Message {
        let edition = pages.edition(facts.rsvp.language)
        let links = LetterText.Links(confirm: token, manage: token)
        let text = LetterText(letter.kind, facts.rsvp, to: facts.meetup, links: links, in: edition)
        let bodies = pages.letter(text)
        // An address that nobody confirmed may be a stranger's: it is not greeted with what somebody typed.
        let name = letter.kind == .confirm ? nil : facts.rsvp.name
        var message = Message(
            from: try Mailbox(name: sender.name, address: sender.address.text),
            to: try Mailbox(name: name, address: facts.guest.address.text), subject: text.subject,
            messageID: "\(letter.kind.rawValue).\(letter.id)@\(pages.base.host)", date: now, plain: bodies.plain,
            html: bodies.html
        )
        message.calendar = try await invitation(letter.kind, facts, in: edition)
        return message
    }

    private func invitation(
        _ kind: LetterKind, _ facts: LetterFacts, in edition: Edition
    ) async throws -> CalendarPart? {
        let method: CalendarPart.Method
        switch kind {
        case .going, .movedUp, .changed: method = .request
        case .cancelled where facts.rsvp.state.isGoing: method = .cancel
        default: return nil
        }
        var event = Event(facts.meetup, in: edition)
        event.organizer = sender.organiser(for: facts.rsvp.id)
        event.attendee = Participant(name: facts.rsvp.name, address: facts.guest.address.text).map {
            Attendee(participant: $0, participation: .accepted, isReplyWanted: false)
        }
        let calendar = CalendarDocument(method: method == .request ? .request : .cancel, events: [event])
        let filename = method == .request ? "invite.ics" : "cancel.ics"
        return try CalendarPart(method: method, text: try await calendar.rendered(), filename: filename)
    }
}
