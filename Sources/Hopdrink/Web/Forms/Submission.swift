import Domain
import Hummingbird

/// What a form that somebody sent turned out to be.
enum Submission<Draft: Sendable>: Sendable {
    case accepted(Draft)
    /// The form is shown again with what was written, and its errors.
    case refused(FormInput)
    /// A program filled in the field that people do not see. It gets the response to an accepted form, but nothing is
    /// written.
    case honeypot

    /// Reads a form of somebody whose link we know, which needs no protection: without a token and a honeypot.
    init(_ request: Request, parse: (RawInput) async throws -> Draft) async throws {
        self = try await Self.parse(try await FormReader.read(request), parse)
    }

    /// `parse` throws `ValidationErrors` if the input is faulty.
    static func parse(_ input: RawInput, _ parse: (RawInput) async throws -> Draft) async throws -> Submission {
        do {
            return .accepted(try await parse(input))
        } catch let errors as ValidationErrors {
            return .refused(FormInput(written: input, errors: errors))
        }
    }
}
