import Domain
import Foundation
import ICalendar
import Mail

/// An email that is ready to be sent, with the token in its link.
struct ComposedLetter: Sendable {
    let message: EncodedMessage
    let envelope: Envelope
    /// The token in its link; nil if it has none, or was composed before.
    let token: Token?
    let tokenExpiry: Date

    var sender: String { envelope.sender }
    var body: String { message.text }
}

/// Composes emails: the text in the reader's language, links with fresh tokens and the invitation.
package struct LetterComposer: Sendable {
    let pages: Pages
    let sender: Sender
    let verp: VERPAddresses
    let links: SignedLinks

    package init(pages: Pages, sender: Sender, verp: VERPAddresses, links: SignedLinks) {
        self.pages = pages
        self.sender = sender
        self.verp = verp
        self.links = links
    }

    /// Returns the email's bytes. If an earlier attempt's bytes may have arrived already, it returns those.
    func compose(_ letter: Letter, _ facts: LetterFacts, at now: Date) async throws -> ComposedLetter {
        let recipient = facts.reader.address.text
        if let body = letter.body, let sender = letter.sender {
            let envelope = try Envelope(sender: sender, recipient: recipient)
            return ComposedLetter(
                message: try EncodedMessage(body), envelope: envelope, token: nil, tokenExpiry: .distantPast
            )
        }
        let envelope = try Envelope(sender: envelopeSender(of: letter), recipient: recipient)
        let token = letter.kind.email.hasToken ? Token.new() : nil
        let message = try await message(letter, facts, token, at: now).encoded()
        return ComposedLetter(
            message: message, envelope: envelope, token: token, tokenExpiry: facts.reader.linksLastUntil(now)
        )
    }

    /// Returns the address for bounces.
    private func envelopeSender(of letter: Letter) -> String {
        verp.isRead ? verp.address(for: .bounce(letter.id)) : sender.address.text
    }

    private func message(
        _ letter: Letter, _ facts: LetterFacts, _ token: Token?, at now: Date
    ) async throws -> Message {
        let site = pages.site(facts.language)
        let links = links(of: letter, token)
        let page = try letter.kind.email.page(of: letter, facts, links, in: site, at: now)
        let bodies = pages.letter(page)
        var message = Message(
            from: try Mailbox(name: sender.name, address: sender.address.text),
            to: try Mailbox(name: facts.reader.name, address: facts.reader.address.text), subject: page.layout.subject,
            messageID: "\(letter.kind.rawValue).\(letter.id)@\(pages.base.host)", date: now, plain: bodies.plain,
            html: bodies.html
        )
        if letter.kind.email.isUnsubscribable { addUnsubscribing(from: letter, to: &message) }
        try await addReader(facts, of: letter, to: &message, in: site)
        return message
    }

    private func links(of letter: Letter, _ token: Token?) -> LetterLinks {
        LetterLinks(
            token: token, follower: letter.subject.follower.map { links.link(to: $0) },
            cityRequest: letter.subject.cityRequest.map { links.link(to: $0, asking: letter.ask) },
            unsubscribe: letter.kind.email.isUnsubscribable
                ? .unsubscribe(links.link(endingLettersLike: letter.id)) : nil,
            guests: (letter.kind.email as? ContactEmail)?.readsHeadCount == true
                ? letter.subject.meetup.map { links.link(toGuestsOf: $0) } : nil
        )
    }
}

extension LetterComposer {
    /// Adds ways to unsubscribe from emails of this sort: one click (RFC 8058), which needs https, and a reply to an
    /// address whose email is read.
    private func addUnsubscribing(from letter: Letter, to message: inout Message) {
        let address = Address.unsubscribe(links.link(endingLettersLike: letter.id))
        if pages.base.isSecure { message.unsubscribeURL = pages.base.absolute(address) }
        if verp.isRead { message.unsubscribeAddress = verp.address(for: .unsubscribe(letter.id)) }
    }

    private func addReader(
        _ facts: LetterFacts, of letter: Letter, to message: inout Message, in site: LocalizedSite
    ) async throws {
        switch facts.reader {
        case .guest(let rsvp, let guest, let meetup):
            // All emails about one RSVP form one conversation. No email of ours has the message ID that starts it.
            message.inReplyTo = "rsvp.\(rsvp.id)@\(pages.base.host)"
            let organiser = verp.address(for: .reply(rsvp.id))
            if verp.isRead { message.replyTo = try Mailbox(name: sender.name, address: organiser) }
            let invitation = Invitation(rsvp: rsvp, guest: guest, meetup: meetup, site: site)
            guard let change = (letter.kind.email as? GuestEmail)?.invitation(rsvp) else { return }
            let organizer = Participant(name: sender.shownName, address: organiser)
            message.calendar = try await invitation.part(change, from: organizer)
        case .contact:
            message.replyTo = try letter.details.question.map { try Mailbox(name: $0.name, address: $0.address) }
        case .follower:
            guard (letter.kind.email as? FollowerEmail)?.hasNews == true, let city = facts.city else { return }
            message.listID = "\(city.slug).\(pages.base.host)"
        case .person: return
        }
    }
}

extension LetterFacts.Reader {
    /// Returns when the links in an email that is composed now expire.
    fileprivate func linksLastUntil(_ now: Date) -> Date {
        switch self {
        case .guest(_, _, let meetup), .contact(_, _, let meetup): meetup.endsAt
        case .follower: now
        case .person: now + PersonalDataAccess.lifetime
        }
    }
}
