import Domain
import Hummingbird

/// Reads a JSON body.
enum JSONBody {
    static let mediaType = "application/json"
    static let maxBytes = 64 * 1024

    /// Returns the values, with a field error wherever the body does not match the schema. Throws `Failure`.
    static func read(_ request: Request, as schema: JSONSchema, maximum: Int = maxBytes) async throws -> RawInput {
        schema.read(try JSONParser.parse(try await request.bytes(ofType: mediaType, maximum: maximum)))
    }
}
