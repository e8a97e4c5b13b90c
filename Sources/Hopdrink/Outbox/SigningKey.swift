import Crypto
import Domain
package import Foundation
import Storage

/// The network's secret key. It signs addresses and links, so that nobody else can make them.
package struct SigningKey: Sendable {
    private let key: SymmetricKey

    /// Makes a key from 32 random bytes.
    package init(_ bytes: Data) {
        key = SymmetricKey(data: bytes)
    }

    /// Returns the HMAC-SHA256 (RFC 2104) of the text, as its first `characters` characters: lower-case letters and
    /// digits of 5 bits each, at most 51.
    func signature(of text: String, characters: Int) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
        var (letters, bits, count) = ([UInt8](), 0 as UInt32, 0)
        for byte in code where letters.count < characters {
            (bits, count) = (bits << 8 | UInt32(byte), count + 8)
            while count >= 5 {
                count -= 5
                letters.append(Self.alphabet[Int(bits >> UInt32(count)) & 31])
            }
        }
        return String(decoding: letters.prefix(characters), as: UTF8.self)
    }

    /// Returns whether the signature is valid. It takes the same time wherever the difference is.
    func isSignature(_ signature: some Collection<UInt8>, of text: String) -> Bool {
        let expected = self.signature(of: text, characters: signature.count).utf8
        return expected.count == signature.count && zip(expected, signature).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}

extension Transaction {
    /// Returns the network's key. The first daemon that asks for it creates it.
    package func signingKey() throws -> SigningKey {
        if let known = try knownSigningKey() { return known }
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64EncodedString()
        try execute("INSERT INTO secrets (name, value) VALUES ('mail', \(fresh)) ON CONFLICT (name) DO NOTHING")
        guard let key = try knownSigningKey() else { throw StoreError.unreadable(column: "secrets.value") }
        return key
    }

    private func knownSigningKey() throws -> SigningKey? {
        guard let stored = try row("SELECT value FROM secrets WHERE name = 'mail'")?.text("value") else { return nil }
        guard let bytes = Data(base64Encoded: stored), bytes.count == 32 else {
            throw StoreError.unreadable(column: "secrets.value")
        }
        return SigningKey(bytes)
    }
}
