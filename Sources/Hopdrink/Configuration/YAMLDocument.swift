import Domain
import Yams

/// A parsed YAML document. Yams rejects a whole document because of one duplicate name in a mapping, and then reports
/// no other errors. So this type renames the earlier of the two in a copy of the text, and remembers its real name.
struct YAMLDocument {
    let root: Node?
    private let repeated: [Repeated]

    private struct Repeated {
        let location: SourceLocation
        let name: String
    }

    private static let maxRepeated = 100

    init(_ text: String) throws(FieldError) {
        var text = text
        var repeated: [Repeated] = []
        while true {
            do {
                root = try Self.compose(text)
                self.repeated = repeated
                return
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let found = Repeated(location: SourceLocation(context.mark), name: names.first ?? "")
                guard repeated.count < Self.maxRepeated, !found.name.isEmpty else {
                    throw FieldError(found.name, .twice, at: found.location)
                }
                text = Self.renaming(found.location, to: UInt32(repeated.count), in: text)
                repeated.append(found)
            } catch {
                throw error as? FieldError ?? FieldError(error, in: text)
            }
        }
    }

    /// The real name at this location, if it is the first of several equal names there; else nil.
    func repeatedName(at location: SourceLocation) -> String? {
        repeated.first { $0.location == location }?.name
    }

    /// Replaces the first letter of the name with a private-use character, which keeps all locations the same.
    private static func renaming(_ location: SourceLocation, to number: UInt32, in text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        let start = location.offset(in: scalars)
        let isQuoted = scalars[start] == "\"" || scalars[start] == "'"
        scalars[isQuoted ? start + 1 : start] = Unicode.Scalar(0xE000 + number) ?? "?"
        return String(String.UnicodeScalarView(scalars))
    }

    private static func compose(_ text: String) throws -> Node? {
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        let root = try parser.nextRoot()
        if let second = try parser.nextRoot() {
            throw FieldError("", .format("a second document begins here"), at: second.mark.map(SourceLocation.init))
        }
        return root
    }
}

extension FieldError {
    fileprivate init(_ error: any Error, in text: String) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let during = context.map { " \($0.text)" } ?? ""
            self.init("", .format("this is not YAML that can be read: \(problem)\(during)"), at: SourceLocation(mark))
        case YamlError.reader(let problem, _, let value, _):
            let scalars = Array(text.unicodeScalars)
            let location = scalars.firstIndex { Int32($0.value) == value }.map {
                SourceLocation(offset: $0, in: scalars)
            }
            self.init("", .format("this is not YAML that can be read: \(problem)"), at: location)
        default:
            self.init("", .format("this is not YAML that can be read"))
        }
    }
}
