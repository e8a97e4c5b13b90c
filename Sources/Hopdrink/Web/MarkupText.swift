import Mustache

/// Escapes text for HTML, scalar by scalar.
///
/// The template library escapes characters, not scalars. It sees `"` with a combining mark as a different character
/// and does not escape it, but a browser sees the quote. Control characters that HTML does not allow become U+FFFD.
struct MarkupText: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            case UInt8(ascii: "`"): bytes += "&#96;".utf8
            case 0x09, 0x0A, 0x0D, 0x20...: bytes.append(byte)
            default: bytes += "\u{FFFD}".utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Escapes text for XML 1.0, scalar by scalar. Scalars that XML does not allow even in escaped form become U+FFFD.
struct XMLText: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe.append(contentsOf: "&amp;".unicodeScalars)
            case "<": safe.append(contentsOf: "&lt;".unicodeScalars)
            case ">": safe.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": safe.append(contentsOf: "&quot;".unicodeScalars)
            case "'": safe.append(contentsOf: "&#39;".unicodeScalars)
            case "\u{FFFE}", "\u{FFFF}": safe.append("\u{FFFD}")
            case "\t", "\n", "\r", " "...: safe.append(scalar)
            default: safe.append("\u{FFFD}")
            }
        }
        return String(safe)
    }
}

/// Makes JSON safe inside a `<script>` element: characters that could end the element or a line of JavaScript are
/// written as escapes. The JSON value stays the same.
struct ScriptText: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": safe.append(contentsOf: "\\u003c".unicodeScalars)
            case ">": safe.append(contentsOf: "\\u003e".unicodeScalars)
            case "&": safe.append(contentsOf: "\\u0026".unicodeScalars)
            case "\u{2028}": safe.append(contentsOf: "\\u2028".unicodeScalars)
            case "\u{2029}": safe.append(contentsOf: "\\u2029".unicodeScalars)
            default: safe.append(scalar)
            }
        }
        return String(safe)
    }
}

/// Leaves text as it is, for the plain text part of an email.
struct PlainText: MustacheContentType {
    func escapeText(_ text: String) -> String { text }
}
