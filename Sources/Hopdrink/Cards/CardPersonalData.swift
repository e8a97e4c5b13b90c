import Domain
import Storage

extension PersonalDataSource {
    /// The guest's card; it goes with the guest.
    static let cards = PersonalDataSource(gather: cards)

    @Sendable private static func cards(_ tx: Transaction, _ address: EmailAddress) throws -> PersonalDataSection {
        let records = try tx.rows(
            """
            SELECT c.* FROM guests g JOIN cards c ON c.guest_id = g.id WHERE g.folded_address = \(address.folded)
            """
        ).map { PersonalDataRecord(try Card(row: $0)) }
        return PersonalDataSection(name: "cards", title: .cardTitle, records: records)
    }
}

extension PersonalDataRecord {
    init(_ card: Card) {
        let lines: [(name: String, label: TranslationKey, text: String?)] = [
            ("name", .cardName, card.name), ("trade", .cardTrade, card.trade), ("firm", .cardFirm, card.firm),
            ("city", .cardCity, card.city), ("site", .cardSite, card.site?.text), ("phone", .cardPhone, card.phone),
            ("languages", .cardLanguages, card.languages), ("offer", .cardOffer, card.offer),
            ("seek", .cardSeek, card.seek),
        ]
        members = Dictionary(
            uniqueKeysWithValues: lines.map { ($0.name, $0.text.map(PersonalDataValue.text) ?? .nothing) })
        words = { site in
            let filled = lines.compactMap { line in line.text.map { "\(site.texts(line.label)): \($0)" } }
            return filled.joined(separator: " · ")
        }
    }
}
