import Domain
import Foundation

/// A file that holds one password and nothing else.
struct PasswordFile: Equatable, Sendable {
    let path: String
    /// Which setting names it.
    let field: String

    /// What is in the file now, or the fault of the setting that names it.
    func password() throws(FieldError) -> String {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw fieldError("names a file that can't be read: \(path)")
        }
        do throws(FieldErrorReason) {
            return try TextParser.line(text, maximum: 1024)
        } catch {
            throw fieldError("names a file that must hold one line, the password: \(path)")
        }
    }

    private func fieldError(_ sentence: String) -> FieldError {
        FieldError(field, .format(sentence))
    }
}
