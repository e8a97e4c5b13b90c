import Domain
import Storage

extension PersonalDataSource {
    /// Emails to the address.
    static let letters = PersonalDataSource(
        gather: letters,
        erase: { tx, address in
            try tx.execute("DELETE FROM letters WHERE folded_recipient = \(address.folded)")
        })

    /// That emails to the address are stopped. What the operator decided stays.
    static let suppressions = PersonalDataSource(
        gather: stops,
        erase: { tx, address in
            try tx.execute("DELETE FROM suppressions WHERE folded_address = \(address.folded) AND cause <> 'operator'")
        })

    @Sendable private static func letters(_ tx: Transaction, _ address: EmailAddress) throws -> PersonalDataSection {
        let records = try tx.personalData.lettersEver(to: address).map(PersonalDataRecord.init(letter:))
        return PersonalDataSection(name: "letters", title: .personalDataLetters, records: records)
    }

    @Sendable private static func stops(_ tx: Transaction, _ address: EmailAddress) throws -> PersonalDataSection {
        let records = try tx.rows(
            """
            SELECT scope, cause, created_at FROM suppressions WHERE folded_address = \(address.folded)
            ORDER BY created_at, scope
            """
        ).map(PersonalDataRecord.init(stop:))
        return PersonalDataSection(name: "mail_stopped", title: .personalDataStops, records: records)
    }
}

extension PersonalDataRecord {
    init(letter row: SQLRow) throws {
        let (word, state) = (try row.text("kind"), try row.text("state"))
        let (queued, settled) = (try row.instant("created_at"), try row.optionalInstant("settled_at"))
        guard let kind = LetterKind(rawValue: word) else { throw StoreError.unreadable(column: "letters.kind") }
        members = [
            "kind": .text(kind.rawValue), "state": .text(state), "queued_at": .instant(queued),
            "settled_at": .instant(settled),
        ]
        let outcome: TranslationKey =
            state == LetterState.sent.rawValue
            ? .personalDataSent : settled == nil ? .personalDataOpen : .personalDataUnsent
        words = { site in
            let texts = site.texts
            let values = [
                "letter": texts(kind.email.title), "date": texts.moment(settled ?? queued), "outcome": texts(outcome),
            ]
            return texts(.personalDataLetter, values)
        }
    }

    init(stop row: SQLRow) throws {
        let (scope, cause, since) = (try row.text("scope"), try row.text("cause"), try row.instant("created_at"))
        members = ["scope": .text(scope), "cause": .text(cause), "since": .instant(since)]
        let key: TranslationKey =
            switch Suppression.Cause(rawValue: cause) {
            case .bounced: .personalDataStopBounced
            case .unsubscribed: .personalDataStopUnsubscribed
            case .operator, nil: .personalDataStopOperator
            }
        words = { $0.texts(key, ["since": $0.texts.moment(since)]) }
    }
}
