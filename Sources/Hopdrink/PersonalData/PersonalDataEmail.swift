import Domain

extension PersonEmail {
    /// Sends the link to a person's personal data.
    static let data = PersonEmail(
        kind: .data, title: .personalDataLetterData, hasToken: true, lifetime: 86_400,
        read: { _, _ in Content { _, links, site in PersonalLetter(personalData: links, site) } }
    )
}
