import Domain
import Foundation

/// A form that makes us write mail, and what it is about.
struct ProtectedForm: Hashable, Sendable {
    /// What its seal is good for, and nothing else.
    let purpose: String

    init(_ purpose: String) {
        self.purpose = purpose
    }

    /// The form of a meetup's page.
    static func rsvp(_ meetup: Meetup.ID) -> ProtectedForm { ProtectedForm("rsvp:\(meetup)") }

    /// The form of who wants to hear of a city.
    static func follow(_ city: Slug) -> ProtectedForm { ProtectedForm("follow:\(city)") }

    /// The form of who would come in another city.
    static let cityRequest = ProtectedForm("city_request")

    /// The form of who asks what is held of them.
    static let personalData = ProtectedForm("personal_data")
}

/// Makes what stands hidden in a form and must come back with it, and reads it: when and for which form the page was
/// made, signed with the network's key. Every daemon can read it, and nothing of it is stored.
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

    /// When the seal was made; nil when it is none, or one of another form.
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
