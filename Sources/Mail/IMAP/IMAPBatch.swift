/// The position up to which a mailbox has been read.
package struct IMAPPosition: Sendable, Equatable {
    /// The UIDVALIDITY. While it is unchanged, a number identifies the same message (RFC 3501 §2.3.1.1).
    package let validity: UInt32
    package var uid: UInt32

    package init(validity: UInt32, uid: UInt32) {
        self.validity = validity
        self.uid = uid
    }
}

/// A message of a mailbox.
package struct IMAPMessage: Sendable, Equatable {
    package enum Content: Sendable, Hashable {
        case bytes([UInt8])
        /// Larger than `IMAPSettings.messageLimit`.
        case tooLarge
        /// The server has the message, but twice sent it in a form that libcurl can't read.
        case unreadable
    }

    package let position: IMAPPosition
    package let content: Content
}

/// The messages that were read at once.
package struct IMAPBatch: Sendable, Equatable {
    /// In order of arrival.
    package fileprivate(set) var messages: [IMAPMessage] = []
    /// The position from which to continue once the messages are processed.
    package fileprivate(set) var position: IMAPPosition
    /// Whether the folder may already contain more messages.
    package var hasMore: Bool { position.uid < highest }

    let highest: UInt32

    /// `highest` is the last number that the server had assigned when the folder was opened.
    init(position: IMAPPosition, highest: UInt32) {
        self.position = position
        self.highest = highest
    }
}

extension IMAPBatch {
    /// The max size in memory of all messages but the last, in bytes.
    private static let byteLimit = 32 << 20

    func hasRoom(_ limit: Int) -> Bool {
        messages.count < limit && messages.lazy.map(\.size).reduce(0, +) < Self.byteLimit
    }

    mutating func append(_ message: IMAPMessage) {
        messages.append(message)
        position = message.position
    }

    /// Moves the position to this number. There must be no message between the last message and the number.
    mutating func advance(to uid: UInt32) {
        position.uid = uid
    }
}

extension IMAPMessage {
    fileprivate var size: Int {
        if case .bytes(let bytes) = content { bytes.count } else { 0 }
    }
}
