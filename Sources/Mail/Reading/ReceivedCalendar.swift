/// An iCalendar document that came with a message.
package struct ReceivedCalendar: Sendable, Equatable {
    /// The method that the part's header names, in capitals. The document may name another.
    package let method: String?
    package let text: String
}

extension ReceivedCalendar {
    init(_ part: ReceivedPart) {
        method = part.parameter("method").flatMap { $0.isEmpty ? nil : $0.uppercased() }
        text = part.text
    }
}
