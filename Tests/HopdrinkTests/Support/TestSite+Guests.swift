import Domain
import Foundation
import Hummingbird
import Storage

@testable import Hopdrink

/// Actions of guests on the pages.
extension TestSite {
    /// Sends the form of a meetup's page.
    @discardableResult
    func ask(
        _ address: String, bringing companions: Int = 0, to meetup: Meetup.ID? = nil
    ) async throws -> Visitor.Answer {
        let first = try await firstMeetup().id
        return try await visitor.post(
            "/en/meetups/\(meetup ?? first)/rsvps",
            form: ["name": "Guest \(address.prefix { $0 != "@" })", "email": address, "companions": "\(companions)"]
        )
    }

    /// Presses the button that the newest email of this kind links to.
    @discardableResult
    func press(_ kind: LetterKind, of address: String) async throws -> Visitor.Answer {
        try await visitor.post(link(in: kind, to: address), form: [:])
    }

    /// Asks, gets the email and presses its button. The guest is then going, or waiting if the meetup is full.
    func join(_ address: String, bringing companions: Int = 0, to meetup: Meetup.ID? = nil) async throws {
        try await ask(address, bringing: companions, to: meetup)
        try await deliver()
        try await press(.confirm, of: address)
        try await deliver()
    }

    /// Returns the link in the newest email of this kind.
    func link(in kind: LetterKind, to address: String) throws -> String {
        guard let link = relay.letters(to: address).last(where: { $0.kind == kind })?.link else {
            throw Missing(what: "a letter \(kind) to \(address)")
        }
        return link
    }

    /// Returns the link to the guest's own page, from the newest email that has one.
    func manageLink(of address: String) throws -> String {
        let letters = relay.letters(to: address).filter { $0.kind != .confirm }
        guard let link = letters.lazy.reversed().compactMap(\.link).first else {
            throw Missing(what: "a letter with a link to \(address)")
        }
        return link.hasSuffix("/reconfirm") ? String(link.dropLast("/reconfirm".count)) : link
    }

    @discardableResult
    func cancel(_ address: String) async throws -> Visitor.Answer {
        try await visitor.post("\(manageLink(of: address))/cancel", form: [:])
    }

    @discardableResult
    func change(_ address: String, bringing companions: Int) async throws -> Visitor.Answer {
        try await visitor.post(manageLink(of: address), form: ["companions": "\(companions)"])
    }

    /// Presses the button that creates a guest feed, and returns the address of its page.
    func guestFeed(of address: String) async throws -> String {
        let answer = try await visitor.post("\(manageLink(of: address))/feed", form: [:])
        guard answer.status == .seeOther, let page = answer.location else {
            throw Missing(what: "a feed of \(address)")
        }
        return page
    }

    /// Sends the form of the guest's card.
    @discardableResult
    func fillInCard(of address: String, _ form: KeyValuePairs<String, String>) async throws -> Visitor.Answer {
        let hasName = form.contains { $0.key == "name" }
        let name = hasName ? [] : [("name", String(address.prefix { $0 != "@" }))]
        let fields = name + form.map { ($0.key, $0.value) }
        return try await visitor.post("\(manageLink(of: address))/card", fields: fields)
    }

    /// Returns a guest's RSVP to a meetup, by default the first one.
    func rsvp(of address: String, to meetup: Meetup.ID? = nil) async throws -> RSVP? {
        let first = try await firstMeetup().id
        let folded = try EmailAddress(parsing: address).folded
        return try await database.read { tx in
            let guest = try tx.row("SELECT id FROM guests WHERE folded_address = \(folded)")
            guard let id = try guest.flatMap({ Guest.ID(parsing: try $0.text("id")) }) else { return nil }
            return try tx.rsvps.find(of: id, to: meetup ?? first)
        }
    }

    /// Returns the undecided asks of an address for the first meetup, in order of arrival.
    func asks(of address: String) async throws -> [Ask] {
        guard let rsvp = try await rsvp(of: address) else { return [] }
        return try await database.read { try $0.asks.all(about: rsvp.id) }
    }

    func state(of address: String, at meetup: Meetup.ID? = nil) async throws -> RSVP.StateName? {
        try await rsvp(of: address, to: meetup)?.state.name
    }
}
