import Domain
import Foundation
import ICalendar
import Mail

/// A letter ready to leave, with the tokens that its links carry.
struct ComposedLetter: Sendable {
    let message: EncodedMessage
    let envelope: Envelope
    /// What its link carries; nil when the letter was composed before.
    let token: Token?
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
        let envelope = try Envelope(sender: sender.address.text, recipient: facts.reader.address.text)
        let expiry = facts.meetup.endsAt
        if let body = letter.body {
            let message = try EncodedMessage(body)
            return ComposedLetter(message: message, envelope: envelope, token: nil, tokenExpiry: expiry)
        }
        let token = Token.new()
        let message = try await message(letter, facts, token, at: now).encoded()
        return ComposedLetter(message: message, envelope: envelope, token: token, tokenExpiry: expiry)
    }

    private func message(_ letter: Letter, _ facts: LetterFacts, _ token: Token, at now: Date) async throws -> Message {
        let edition = pages.edition(facts.language)
        let text = text(letter.kind, facts, token, in: edition)
        let bodies = pages.letter(text)
        // An address that nobody confirmed may be a stranger's: it is not greeted with what somebody typed.
        let name = letter.kind == .confirm ? nil : facts.reader.name
        var message = Message(
            from: try Mailbox(name: sender.name, address: sender.address.text),
            to: try Mailbox(name: name, address: facts.reader.address.text), subject: text.subject,
            messageID: "\(letter.kind.rawValue).\(letter.id)@\(pages.base.host)", date: now, plain: bodies.plain,
            html: bodies.html
        )
        if case .guest(let rsvp, let guest, _) = facts.reader {
            message.calendar = try await invitation(letter.kind, rsvp, of: guest, to: facts.meetup)
        }
        return message
    }

    private func text(_ kind: LetterKind, _ facts: LetterFacts, _ token: Token, in edition: Edition) -> LetterText {
        switch facts.reader {
        case .guest(let rsvp, _, _):
            let links = LetterText.Links(confirm: token, manage: token)
            return LetterText(kind, rsvp, to: facts.meetup, links: links, in: edition)
        case .contact(let contact, _):
            return LetterText(kind, to: contact, about: facts.meetup, opening: token, in: edition)
        }
    }

    private func invitation(
        _ kind: LetterKind, _ rsvp: RSVP, of guest: Guest, to meetup: Meetup
    ) async throws -> CalendarPart? {
        let method: CalendarPart.Method
        switch kind {
        case .going, .movedUp, .changed: method = .request
        case .restored where rsvp.state.isGoing: method = .request
        case .cancelled where rsvp.state.isGoing: method = .cancel
        default: return nil
        }
        var event = Event(meetup, in: pages.edition(rsvp.language))
        event.organizer = sender.organiser(for: rsvp.id)
        event.attendee = Participant(name: rsvp.name, address: guest.address.text).map {
            Attendee(participant: $0, participation: .accepted, isReplyWanted: false)
        }
        let calendar = CalendarDocument(method: method == .request ? .request : .cancel, events: [event])
        let filename = method == .request ? "invite.ics" : "cancel.ics"
        return try CalendarPart(method: method, text: try await calendar.rendered(), filename: filename)
    }
}
