/// How far a mailbox has been read.
package struct IMAPPosition: Sendable, Equatable {
    /// While it stays, a number means the same message (RFC 3501 §2.3.1.1).
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
        /// The server has it, and twice gave it in a form that libcurl can't read.
        case unreadable
    }

    package let position: IMAPPosition
    package let content: Content
}

/// What was read at once.
package struct IMAPBatch: Sendable, Equatable {
    /// In the order of their arrival.
    package fileprivate(set) var messages: [IMAPMessage] = []
    /// Where to go on once the messages are worked off.
    package fileprivate(set) var position: IMAPPosition
    /// Whether there may be more than these already.
    package var hasMore: Bool { position.uid < highest }

    let highest: UInt32

    /// `highest` is the last number that was given out when the folder was opened.
    init(position: IMAPPosition, highest: UInt32) {
        self.position = position
        self.highest = highest
    }
}

extension IMAPBatch {
    /// What messages may take of memory, not counting the last.
    private static let byteLimit = 32 << 20

    func hasRoom(_ limit: Int) -> Bool {
        messages.count < limit && messages.lazy.map(\.size).reduce(0, +) < Self.byteLimit
    }

    mutating func append(_ message: IMAPMessage) {
        messages.append(message)
        position = message.position
    }

    /// There is nothing between the last message and this number.
    mutating func advance(to uid: UInt32) {
        position.uid = uid
    }
}

extension IMAPMessage {
    fileprivate var size: Int {
        if case .bytes(let bytes) = content { bytes.count } else { 0 }
    }
}
