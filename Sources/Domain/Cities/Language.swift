/// A language by its ISO 639-1 code.
package struct Language: Hashable, Sendable, CustomStringConvertible {
    package let code: String

    package init(parsing text: String) throws(FieldErrorReason) {
        let bytes = Array(text.trimmed.utf8)
        guard bytes.count == 2, bytes.allSatisfy({ (0x61...0x7A).contains($0) }) else { throw .language }
        code = String(decoding: bytes, as: UTF8.self)
    }

    package var description: String { code }
}
