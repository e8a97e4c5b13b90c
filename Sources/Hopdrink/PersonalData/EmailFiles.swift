import Domain
package import Mail

/// Emails that are stored as files. They contain personal data outside the database.
package struct EmailFiles: Sendable {
    private let folders: [MaildirTransport]
    /// Other places that may contain an address and that we cannot erase, as sentences for an operator.
    let beyond: [String]

    package init(folders: [MaildirTransport] = [], beyond: [String] = []) {
        self.folders = folders
        self.beyond = beyond
    }

    /// Counts the files with emails to an address.
    func count(to address: EmailAddress) async -> MaildirSearch { await search(address, erasing: false) }

    /// Erases the files with emails to an address.
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
