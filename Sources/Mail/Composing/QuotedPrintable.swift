/// Quoted-printable (RFC 2045 §6.7): 7-bit lines of at most 76 octets.
enum QuotedPrintable {
    static func encode(_ text: String) throws(MailError) -> String {
        var encoder = Encoder()
        for (number, line) in try BodyText.lines(of: text).enumerated() {
            if number > 0 { encoder.breakLine() }
            encoder.append(line)
        }
        return String(decoding: encoder.output, as: UTF8.self)
    }

    private struct Encoder {
        var output: [UInt8] = []
        var column = 0

        mutating func append(_ line: ArraySlice<UInt8>) {
            for index in line.indices {
                let isLast = index == line.endIndex - 1
                isLiteral(line[index], isLast: isLast) ? appendLiteral(line[index]) : appendEscaped(line[index])
            }
        }

        mutating func breakLine() {
            output.append(UInt8(ascii: "\r"))
            output.append(UInt8(ascii: "\n"))
            column = 0
        }

        /// White space at the end of a line may get lost in transit.
        private func isLiteral(_ byte: UInt8, isLast: Bool) -> Bool {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): !isLast
            case UInt8(ascii: "="): false
            default: (0x21...0x7E).contains(byte)
            }
        }

        private mutating func appendLiteral(_ byte: UInt8) {
            makeRoom(for: 1)
            output.append(byte)
        }

        private mutating func appendEscaped(_ byte: UInt8) {
            makeRoom(for: 3)
            output.append(UInt8(ascii: "="))
            output.append(Hexadecimal.digit(byte >> 4))
            output.append(Hexadecimal.digit(byte & 15))
        }

        private mutating func makeRoom(for width: Int) {
            if column + width > 75 {
                output.append(UInt8(ascii: "="))
                breakLine()
            }
            column += width
        }
    }
}
