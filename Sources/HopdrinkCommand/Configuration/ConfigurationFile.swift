import Domain
import Foundation
import Hopdrink

/// A configuration file at a path.
struct ConfigurationFile {
    let path: String

    /// Reads and parses the file. Throws all errors in it.
    func settings(in environment: ProcessEnvironment = .ofThisProcess) throws(ValidationErrors) -> Settings {
        let written: RawInput
        do throws(FieldError) {
            written = try YAMLReader.read(try bytes())
        } catch {
            throw ValidationErrors([error])
        }
        return try Settings(reading: written, in: environment)
    }

    private func bytes() throws(FieldError) -> Data {
        guard let file = fopen(path, "rb") else { throw unreadable(errno) }
        defer { fclose(file) }
        var bytes = Data(count: YAMLReader.maxBytes + 1)
        let count = bytes.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
        guard ferror(file) == 0 else { throw unreadable(errno) }
        return bytes.prefix(count)
    }

    private func unreadable(_ code: Int32) -> FieldError {
        FieldError("", .format("can't be read: \(String(cString: strerror(code)))"))
    }

    /// Returns one line for each error, in the form that compilers use: `FILE:line:column: sentence`.
    func lines(of errors: ValidationErrors) -> [String] {
        errors.list.sorted { Self.position($0) < Self.position($1) }.map { fieldError in
            let place = fieldError.location.map { "\($0.line):\($0.column):" } ?? ""
            return "\(path):\(place) \(FieldError(fieldError.field, fieldError.problem).sentence)"
        }
    }

    private static func position(_ fieldError: FieldError) -> (Int, Int) {
        (fieldError.location?.line ?? 0, fieldError.location?.column ?? 0)
    }
}
