/// Upper-case digits, as quoted-printable and RFC 2231 require.
enum Hexadecimal {
    static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    /// Returns a mark and two digits: `=C3`, `%C3`.
    static func escaped(_ byte: UInt8, mark: UInt8) -> String {
        String(decoding: [mark, digit(byte >> 4), digit(byte & 15)], as: UTF8.self)
    }
}
