/// An iCalendar document in a received message.
package struct ReceivedCalendar: Sendable, Equatable {
    /// The method in the part's header, in upper case. The document may name another one.
    package let method: String?
    package let text: String
}

extension ReceivedCalendar {
    init(_ part: ReceivedPart) {
        method = part.parameter("method").flatMap { $0.isEmpty ? nil : $0.uppercased() }
        text = part.text
    }
}
