/// What a message may cost to read. Anybody may send one.
package struct ReadingLimits: Sendable {
    package var bytes = 10_000_000
    /// How deep parts may lie in each other, and how many there may be.
    package var depth = 20
    package var parts = 100
    /// How many octets of the plain text are kept.
    package var textBytes = 100_000
    /// How many addresses, identifiers and the like of one kind are kept.
    package var values = 1_000

    package init() {}
}

extension ReadingLimits {
    /// GMime has an object for every part and field, and reads all of them before it can be asked how many there are:
    /// 10 MB of short lines became 2.5 GB, and 40,000 groups of addresses in each other overran the stack.
    func check(_ bytes: [UInt8]) throws(MailError) {
        guard bytes.count <= self.bytes else { throw .tooLarge }
        guard bytes.withUnsafeBytes({ MIMELimits($0).isOrdinary }) else { throw .tooComplex }
    }
}
