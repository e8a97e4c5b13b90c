import Foundation

/// A node in the tree of a message's body.
indirect enum MIMEPart {
    case leaf([HeaderField], body: String)
    case multipart(String, [MIMEPart])

    static func text(_ subtype: String, _ content: String) throws(MailError) -> MIMEPart {
        .leaf(
            [
                HeaderField("Content-Type", ["text/\(subtype);", "charset=UTF-8"]),
                HeaderField("Content-Transfer-Encoding", "quoted-printable"),
            ],
            body: try QuotedPrintable.encode(content)
        )
    }

    static func base64(_ fields: [HeaderField], _ content: String) -> MIMEPart {
        .leaf(
            fields + [HeaderField("Content-Transfer-Encoding", "base64")],
            body: Data(content.utf8).base64EncodedString(
                options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]
            )
        )
    }

    /// Returns header and body. `=_` makes a boundary that neither quoted-printable nor base64 can contain.
    func rendered(key: String) -> String {
        switch self {
        case .leaf(let fields, let body):
            return fields.map { $0.folded + "\r\n" }.joined() + "\r\n" + body
        case .multipart(let subtype, let parts):
            let boundary = "=_\(subtype)_\(key)"
            let type = HeaderField("Content-Type", ["multipart/\(subtype);", "boundary=\"\(boundary)\""])
            let content = parts.map { "--\(boundary)\r\n\($0.rendered(key: key))\r\n" }.joined()
            return "\(type.folded)\r\n\r\n\(content)--\(boundary)--\r\n"
        }
    }
}
