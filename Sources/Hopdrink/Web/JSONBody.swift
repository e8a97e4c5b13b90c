import Domain
import Hummingbird

/// Reads a body in JSON.
enum JSONBody {
    static let mediaType = "application/json"
    static let maxBytes = 64 * 1024

    /// What was written, with a refusal wherever it is not as the schema says. Throws `Failure`.
    static func read(_ request: Request, as schema: JSONSchema, maximum: Int = maxBytes) async throws -> RawInput {
        schema.read(try JSONParser.parse(try await request.bytes(ofType: mediaType, maximum: maximum)))
    }
}
