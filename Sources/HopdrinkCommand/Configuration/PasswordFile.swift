import Domain
import Foundation

/// A file that holds one password and nothing else.
struct PasswordFile: Equatable, Sendable {
    let path: String
    /// Which setting names it.
    let field: String

    /// What is in the file now, or the fault of the setting that names it.
    func password() throws(Fault) -> String {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw fault("names a file that can't be read: \(path)")
        }
        do throws(Problem) {
            return try Text.line(text, most: 1024)
        } catch {
            throw fault("names a file that must hold one line, the password: \(path)")
        }
    }

    private func fault(_ sentence: String) -> Fault {
        Fault(field, .format(sentence))
    }
}
