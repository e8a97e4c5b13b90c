/// The limits for reading a message. Messages come from anybody.
package struct ReadingLimits: Sendable {
    package var bytes = 10_000_000
    /// The max nesting depth and the max number of parts.
    package var depth = 20
    package var parts = 100
    /// The max number of octets of plain text that are kept.
    package var textBytes = 100_000
    /// The max number of addresses, identifiers and similar values of one kind that are kept.
    package var values = 1_000

    package init() {}
}

extension ReadingLimits {
    /// GMime creates an object for every part and field before it can be asked for their number: 10 MB of short lines
    /// became 2.5 GB, and 40,000 nested groups of addresses overflowed the stack.
    func check(_ bytes: [UInt8]) throws(MailError) {
        guard bytes.count <= self.bytes else { throw .tooLarge }
        guard bytes.withUnsafeBytes({ MIMELimits($0).isOrdinary }) else { throw .tooComplex }
    }
}
