import Domain
package import Mail

/// Emails that are kept as files, which hold what is held of people beside the database.
package struct EmailFiles: Sendable {
    private let folders: [MaildirTransport]
    /// What else may hold somebody's address and is not ours to erase, as sentences for an operator.
    let beyond: [String]

    package init(folders: [MaildirTransport] = [], beyond: [String] = []) {
        self.folders = folders
        self.beyond = beyond
    }

    /// How many there are to somebody.
    func count(to address: EmailAddress) async -> MaildirSearch { await search(address, erasing: false) }

    /// Erases those to somebody.
    func erase(to address: EmailAddress) async -> MaildirSearch { await search(address, erasing: true) }

    private func search(_ address: EmailAddress, erasing: Bool) async -> MaildirSearch {
        var all = MaildirSearch()
        for folder in folders {
            let found = await folder.search(for: address.folded, erasing: erasing)
            all.count += found.count
            all.unreached += found.unreached
        }
        return all
    }
}
