import Domain
import Foundation
import Yams

/// The site's languages: one translation file each, all with the same keys and placeholders.
struct Locales: Sendable {
    /// Sorted by language code.
    let all: [Translations]

    /// Reads every `*.yaml` file of a folder. Throws `LocaleErrors` with every difference between the files.
    init(folder: String) throws {
        // The reason why a folder cannot be read makes no difference here.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw LocaleErrors(["\(folder) cannot be read"])
        }
        let files = try names.filter { $0.hasSuffix(".yaml") }.sorted().map { try LocaleFile(path: "\(folder)/\($0)") }
        let errors = LocaleFile.errors(of: files)
        guard errors.isEmpty else { throw LocaleErrors(errors) }
        all = files.map(\.texts)
    }

    /// Throws `LocaleErrors` unless every language has these texts. `template` names the template that needs the text.
    func check(_ wanted: [(text: String, template: String)]) throws {
        let missing = wanted.filter { all.first?.child(named: $0.text) == nil }
        let errors = missing.map { "template `\($0.template)` shows `texts.\($0.text)`, which no language has" }
        guard errors.isEmpty else { throw LocaleErrors(errors) }
    }

    var languages: [Language] { all.map(\.language) }

    /// The texts in a language; nil if the site does not have it.
    func texts(in language: Language) -> Translations? { all.first { $0.language == language } }

    /// The language with this code, as it appears in a URL; nil if the site does not have it.
    func language(_ code: some StringProtocol) -> Language? { languages.first { $0.code == code } }
}

/// All errors in the translation files.
struct LocaleErrors: Error, CustomStringConvertible {
    let list: [String]

    init(_ list: [String]) {
        self.list = list
    }

    var description: String { list.joined(separator: "\n") }
}
