import Domain
import Foundation

/// A form that makes us send email, and its subject.
struct ProtectedForm: Hashable, Sendable {
    /// The only purpose for which the form's token is valid.
    let purpose: String

    init(_ purpose: String) {
        self.purpose = purpose
    }

    /// The form on a meetup's page.
    static func rsvp(_ meetup: Meetup.ID) -> ProtectedForm { ProtectedForm("rsvp:\(meetup)") }

    /// The form for following a city.
    static func follow(_ city: Slug) -> ProtectedForm { ProtectedForm("follow:\(city)") }

    /// The form of who would come in another city.
    static let cityRequest = ProtectedForm("city_request")

    /// The form for requesting one's personal data.
    static let personalData = ProtectedForm("personal_data")
}

/// Creates and reads form tokens. A token is hidden in a form and must come back with it; it says when and for which
/// form the page was made, and is signed with the network's key. Every daemon can read it, and nothing of it is
/// stored.
struct FormTokens: Sendable {
    private static let identifierLength = 26
    /// 130 bits.
    private static let signatureLength = 26

    private typealias Making = Identifier<FormTokens>

    private let key: SigningKey

    init(_ key: SigningKey) {
        self.key = key
    }

    func formToken(_ form: ProtectedForm, at now: Date) -> String {
        let making = Making.new(at: now).text
        return making + key.signature(of: Self.signed(making, form), characters: Self.signatureLength)
    }

    /// The time at which the token was made; nil if the text is not a token or belongs to another form.
    func made(_ formToken: String, for form: ProtectedForm) -> Date? {
        let bytes = formToken.utf8
        guard bytes.count == Self.identifierLength + Self.signatureLength,
            let making = String(bytes.prefix(Self.identifierLength)).flatMap(Making.init(parsing:)),
            key.isSignature(bytes.suffix(Self.signatureLength), of: Self.signed(making.text, form))
        else { return nil }
        return making.made
    }

    private static func signed(_ making: String, _ form: ProtectedForm) -> String { "form:\(form.purpose):\(making)" }
}
