import Domain
import Foundation
import Yams

/// One file of translations: flat `key: text` pairs. `locale`, `language_name` and `singular` describe the language
/// itself.
struct LocaleFile {
    let name: String
    let language: Language
    private let entries: [String: String]
    private let repeated: [String]

    init(path: String) throws {
        let name = URL(filePath: path).lastPathComponent
        // Here the file's name says more than the reason why it is not a language code.
        guard let language = try? Language(parsing: String(name.dropLast(".yaml".count))) else {
            throw LocaleErrors(["\(name): must be named after a language code, such as fr.yaml"])
        }
        self.name = name
        self.language = language
        let node = try Self.node(at: path, named: name)
        guard let mapping = node.mapping else { throw LocaleErrors(["\(name): must be a list of `key: text`"]) }
        let pairs = mapping.map { ($0.key.string ?? "", $0.value.scalar?.string ?? "") }
        entries = Dictionary(pairs) { first, _ in first }
        repeated = Dictionary(grouping: pairs, by: \.0).filter { $0.value.count > 1 }.keys.sorted()
    }

    private static func node(at path: String, named name: String) throws -> Node {
        do {
            guard let node = try Yams.compose(yaml: String(contentsOfFile: path, encoding: .utf8)) else {
                throw LocaleErrors(["\(name): is empty"])
            }
            return node
        } catch let error as YamlError {
            throw LocaleErrors(["\(name): \(error)"])
        }
    }

    var texts: Translations {
        let locale = Locale(identifier: entries["locale"] ?? language.code)
        let singular = (entries["singular"] ?? "1").split(separator: " ").compactMap { Int($0) }
        return Translations(language: language, locale: locale, entries: entries, singular: Set(singular))
    }
}

extension LocaleFile {
    /// The keys that the site's own code needs in every language.
    private static var wanted: [String] {
        ["locale", "singular"] + TranslationKey.allCases.map(\.rawValue)
            + PluralKey.allCases.flatMap { [$0.one, $0.other] }
    }

    /// Returns every difference between the files, and every key that the code needs and a file lacks.
    static func errors(of files: [LocaleFile]) -> [String] {
        guard let model = files.first(where: { $0.language == .english }) else {
            return ["en.yaml: is missing; English is what is left when no language fits"]
        }
        let keys = Set(model.entries.keys).union(wanted)
        return files.flatMap { $0.errors(keys: keys, model: model) }
    }

    private func errors(keys: Set<String>, model: LocaleFile) -> [String] {
        let missing = keys.subtracting(entries.keys).sorted().map { "\(name): `\($0)` is missing" }
        let unknown = Set(entries.keys).subtracting(keys).sorted().map { "\(name): `\($0)` is not in \(model.name)" }
        let empty = entries.filter { $0.value.trimmed.isEmpty }.keys.sorted().map { "\(name): `\($0)` has no text" }
        let twice = repeated.map { "\(name): `\($0)` stands here twice" }
        return missing + unknown + empty + twice + differences(from: model)
    }

    private func differences(from model: LocaleFile) -> [String] {
        entries.keys.sorted().compactMap { key in
            guard let text = entries[key], let other = model.entries[key] else { return nil }
            let mine = MessageFormat(text).placeholders
            let theirs = MessageFormat(other).placeholders
            // "One place left" may write the number as a word.
            let ignored: Set<String> = key.hasSuffix("_one") ? ["count"] : []
            guard mine.subtracting(ignored) != theirs.subtracting(ignored) else { return nil }
            return "\(name): `\(key)` has the placeholders \(mine.sorted()), \(model.name) has \(theirs.sorted())"
        }
    }
}
