import Domain
import Foundation

/// A file that contains one password and nothing else.
struct PasswordFile: Equatable, Sendable {
    let path: String
    /// The setting that names the file.
    let field: String

    /// Returns the current content of the file, or throws an error of the setting that names it.
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
