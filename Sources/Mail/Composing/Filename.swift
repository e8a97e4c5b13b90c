/// The name of an attached file: in ASCII for every reader, and unchanged for readers that support RFC 2231.
struct Filename {
    let text: String

    init(_ raw: String) {
        let scalars = HeaderText(raw).text.unicodeScalars.map { "/\\\"".unicodeScalars.contains($0) ? "_" : $0 }
        text = String(String.UnicodeScalarView(scalars))
    }

    var ascii: String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : "_" }))
    }

    var disposition: [String] {
        guard text != ascii else { return ["attachment;", "filename=\"\(ascii)\""] }
        return ["attachment;", "filename*=UTF-8''\(percentEncoded);", "filename=\"\(ascii)\""]
    }

    private var percentEncoded: String {
        text.utf8.map { byte in
            MailAddress.isAlphanumeric(byte) || "-._".utf8.contains(byte)
                ? String(UnicodeScalar(byte)) : Hexadecimal.escaped(byte, mark: UInt8(ascii: "%"))
        }.joined()
    }
}
