import Foundation
import Mail
import TestProcesses

/// A message as Python's `email` parses it.
struct ParsedMessage: Decodable {
    struct Person: Decodable, Equatable {
        let name: String
        let address: String
    }

    struct Part: Decodable {
        let type: String
        let parameters: [String: String]
        let encoding: String
        let filename: String
        let isAttachment: Bool
        let text: String
        let parts: [Part]

        /// The tree on one line: `multipart/mixed(text/plain, …)`.
        var outline: String {
            parts.isEmpty ? type : "\(type)(\(parts.map(\.outline).joined(separator: ", ")))"
        }
    }

    let from: Person
    let to: Person
    let subject: String
    let date: Double
    let fields: [String: String]
    let body: Part
    let defects: [String]

    init(_ message: EncodedMessage) async throws {
        let python = try ChildProcess(python: "parse_message.py")
        try python.write(message.bytes)
        self = try JSONDecoder().decode(ParsedMessage.self, from: try await python.remainingOutput())
    }
}
