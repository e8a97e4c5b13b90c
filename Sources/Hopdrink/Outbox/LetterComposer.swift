import Domain
import Foundation
import ICalendar
import Mail

/// A letter ready to leave, with the token that its link carries.
struct ComposedLetter: Sendable {
    let message: EncodedMessage
    let envelope: Envelope
    /// What its link carries; nil when it has none, or was composed before.
    let token: Token?
    let tokenExpiry: Date

    var sender: String { envelope.sender }
    var body: String { message.text }
}

/// Writes letters: the words in the reader's language, the links with fresh tokens, the invitation.
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
        let token = letter.kind.hasSecretLink ? Token.new() : nil
        let message = try await message(letter, facts, token, at: now).encoded()
        return ComposedLetter(
            message: message, envelope: envelope, token: token, tokenExpiry: facts.reader.linksLastUntil(now)
        )
    }

    /// Where its bounces go.
    private func envelopeSender(of letter: Letter) -> String {
        verp.isRead ? verp.address(for: .bounce(letter.id)) : sender.address.text
    }

    private func message(
        _ letter: Letter, _ facts: LetterFacts, _ token: Token?, at now: Date
    ) async throws -> Message {
        let site = pages.site(facts.language)
        let page = try facts.page(of: letter, links(of: letter, facts, token), in: site, at: now)
        let bodies = pages.letter(page)
        var message = Message(
            from: try Mailbox(name: sender.name, address: sender.address.text),
            to: try Mailbox(name: facts.reader.name, address: facts.reader.address.text), subject: page.layout.subject,
            messageID: "\(letter.kind.rawValue).\(letter.id)@\(pages.base.host)", date: now, plain: bodies.plain,
            html: bodies.html
        )
        if letter.kind.isUnsubscribable { addUnsubscribing(from: letter, to: &message) }
        try await addReader(facts, of: letter, to: &message, in: site)
        return message
    }

    private func links(of letter: Letter, _ facts: LetterFacts, _ token: Token?) -> LetterLinks {
        LetterLinks(
            token: token, follower: letter.subject.follower.map { links.link(to: $0) },
            cityRequest: letter.subject.cityRequest.map { links.link(to: $0, asking: letter.ask) },
            unsubscribe: letter.kind.isUnsubscribable ? .unsubscribe(links.link(endingLettersLike: letter.id)) : nil,
            guests: letter.kind == .headCount ? letter.subject.meetup.map { links.link(toGuestsOf: $0) } : nil
        )
    }
}

extension LetterComposer {
    /// One click ends letters of this sort (RFC 8058), which wants https, or an answer to an address that somebody reads.
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
            // All letters about one answer are one conversation, which no letter of ours began.
            message.inReplyTo = "rsvp.\(rsvp.id)@\(pages.base.host)"
            let organiser = verp.address(for: .reply(rsvp.id))
            if verp.isRead { message.replyTo = try Mailbox(name: sender.name, address: organiser) }
            let invitation = Invitation(rsvp: rsvp, guest: guest, meetup: meetup, site: site)
            let organizer = Participant(name: sender.shownName, address: organiser)
            message.calendar = try await invitation.part(for: letter.kind, from: organizer)
        case .contact:
            let question = letter.kind == .question ? letter.details.question : nil
            message.replyTo = try question.map { try Mailbox(name: $0.name, address: $0.address) }
        case .follower:
            guard letter.kind == .digest, let city = facts.city else { return }
            message.listID = "\(city.slug).\(pages.base.host)"
        case .person: return
        }
    }
}

extension LetterFacts.Reader {
    /// Until when the links in a letter written now work.
    fileprivate func linksLastUntil(_ now: Date) -> Date {
        switch self {
        case .guest(_, _, let meetup), .contact(_, _, let meetup): meetup.endsAt
        case .follower: now
        case .person: now + PersonalDataAccess.lifetime
        }
    }
}
