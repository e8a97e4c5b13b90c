import Domain
import Foundation
import ICalendar
import Mail

/// A letter ready to leave, with the token that its link carries.
struct ComposedLetter: Sendable {
    let message: EncodedMessage
    let envelope: Envelope
    /// What its link carries; nil when the letter was composed before.
    let token: Token?
    let tokenExpiry: Date

    var sender: String { envelope.sender }
    var body: String { message.text }
}

/// Writes letters: the words in the reader's language, the links with fresh tokens, the invitation.
package struct LetterComposer: Sendable {
    let pages: Pages
    let sender: Sender
    let returns: ReturnAddresses

    package init(pages: Pages, sender: Sender, returns: ReturnAddresses) {
        self.pages = pages
        self.sender = sender
        self.returns = returns
    }

    /// The letter's bytes: those that may have arrived already, if there are any.
    func compose(_ letter: Letter, _ facts: LetterFacts, at now: Date) async throws -> ComposedLetter {
        let recipient = facts.reader.address.text
        if let body = letter.body, let sender = letter.sender {
            let envelope = try Envelope(sender: sender, recipient: recipient)
            return ComposedLetter(
                message: try EncodedMessage(body), envelope: envelope, token: nil, tokenExpiry: .distantPast
            )
        }
        let envelope = try Envelope(sender: envelopeSender(of: letter), recipient: recipient)
        let token = Token.new()
        let message = try await message(letter, facts, token, at: now).encoded()
        return ComposedLetter(
            message: message, envelope: envelope, token: token, tokenExpiry: facts.reader.linksLastUntil(now)
        )
    }

    /// Where its bounces go.
    private func envelopeSender(of letter: Letter) -> String {
        returns.isRead ? returns.address(for: .bounce(letter.id)) : sender.address.text
    }

    private func message(_ letter: Letter, _ facts: LetterFacts, _ token: Token, at now: Date) async throws -> Message {
        let edition = pages.edition(facts.language)
        let text = try text(letter, facts, token, in: edition)
        let bodies = pages.letter(text)
        // An address that nobody confirmed may be a stranger's: it is not greeted with what somebody typed.
        let name = letter.kind == .confirm ? nil : facts.reader.name
        var message = Message(
            from: try Mailbox(name: sender.name, address: sender.address.text),
            to: try Mailbox(name: name, address: facts.reader.address.text), subject: text.subject,
            messageID: "\(letter.kind.rawValue).\(letter.id)@\(pages.base.host)", date: now, plain: bodies.plain,
            html: bodies.html
        )
        if case .guest(let rsvp, let guest, let meetup) = facts.reader {
            let organiser = returns.address(for: .reply(rsvp.id))
            if returns.isRead { message.replyTo = try Mailbox(name: sender.name, address: organiser) }
            let invitation = Invitation(rsvp: rsvp, guest: guest, meetup: meetup, edition: edition)
            let organizer = Participant(name: sender.shownName, address: organiser)
            message.calendar = try await invitation.part(for: letter.kind, from: organizer)
        }
        return message
    }

    private func text(_ letter: Letter, _ facts: LetterFacts, _ token: Token, in edition: Edition) throws -> LetterText
    {
        switch facts.reader {
        case .guest(let rsvp, _, let meetup):
            let links = LetterText.Links(confirm: token, manage: token)
            return LetterText(letter.kind, rsvp, to: meetup, links: links, in: edition)
        case .contact(let contact, _, let meetup):
            return LetterText(letter.kind, to: contact, about: meetup, opening: token, in: edition)
        case .follower: throw StoreError.unreadable(column: "letters.follower_id")
        }
    }
}

extension LetterFacts.Reader {
    /// Until when the links in a letter written now work.
    fileprivate func linksLastUntil(_ now: Date) -> Date {
        switch self {
        case .guest(_, _, let meetup), .contact(_, _, let meetup): meetup.endsAt
        case .follower: now
        }
    }
}
