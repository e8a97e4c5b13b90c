import Domain
import Storage

/// Erases all personal data of an address in one transaction. An operator's suppression of the address stays.
enum ForgetPerson {
    /// Returns the data that was erased.
    @discardableResult
    static func perform(_ address: EmailAddress, _ tx: Transaction) throws -> PersonalData {
        let personalData = try tx.personalData.gather(of: address)
        for source in PersonalDataSource.all { try source.erase(tx, address) }
        return personalData
    }
}
