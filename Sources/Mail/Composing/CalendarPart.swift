/// The invitation or cancellation in a message (iMIP, RFC 6047).
package struct CalendarPart: Sendable {
    package enum Method: String, Sendable {
        case request = "REQUEST"
        case cancel = "CANCEL"
    }

    package let method: Method
    package let text: String
    package let filename: String

    /// `text` is a complete iCalendar object with CRLF lines and the same METHOD; `filename` should be short.
    package init(method: Method, text: String, filename: String) throws(MailError) {
        guard Self.isCalendar(text, method: method) else { throw .invalidCalendar }
        self.method = method
        self.text = text
        self.filename = filename
    }

    private static func isCalendar(_ text: String, method: Method) -> Bool {
        guard let lines = try? BodyText.lines(of: text) else { return false }  // the error doesn't matter here
        let hasBareLF = text.utf8.count { $0 == UInt8(ascii: "\r") } != lines.count - 1
        let methods = lines.filter { $0.starts(with: "METHOD:".utf8) }
        return !hasBareLF && lines.last?.isEmpty == true && methods.count == 1
            && methods.allSatisfy { $0.elementsEqual("METHOD:\(method.rawValue)".utf8) }
    }
}
