import Domain
import Foundation
import Storage

/// Somebody asks to follow a city. The outcome looks the same from outside, whatever is known about the address.
enum FollowCity {
    /// The maximum number of emails that one follower gets in a day, however often somebody asks for them.
    private static let maxLettersPerDay = 3

    static func perform(
        _ address: EmailAddress, _ city: Slug, in language: Language, _ tx: Transaction
    ) throws {
        let follower = try tx.followers.findOrInsert(address, of: city, in: language)
        let yesterday = tx.now.addingTimeInterval(-86_400)
        guard try tx.followers.confirmRequests(to: follower.id, since: yesterday) < maxLettersPerDay else { return }
        try tx.letters.enqueue(.follow, to: follower, in: language)
    }
}

extension EmailAddress {
    /// Reads the form on a city's page: `email`. Throws all errors at once.
    static func follower(reading written: RawInput) throws(ValidationErrors) -> EmailAddress {
        var fields = InputDecoder(written)
        let address = fields.required("email", EmailAddress.init(parsing:))
        try fields.finish()
        guard let address else { throw ValidationErrors([]) }
        return address
    }
}
