import Domain
import Foundation
import Yams

/// The languages the site speaks: one file of texts each, all with the same keys and placeholders.
struct Locales: Sendable {
    /// In the order of their codes.
    let all: [Translations]

    /// Reads every `*.yaml` of a folder. Throws `LocaleErrors` with every disagreement between the files.
    init(folder: String) throws {
        // Why a folder cannot be read makes no difference here.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw LocaleErrors(["\(folder) cannot be read"])
        }
        let files = try names.filter { $0.hasSuffix(".yaml") }.sorted().map { try LocaleFile(path: "\(folder)/\($0)") }
        let errors = LocaleFile.errors(of: files)
        guard errors.isEmpty else { throw LocaleErrors(errors) }
        all = files.map(\.texts)
    }

    /// Every language must have these texts; the second name says who wants it.
    func check(_ wanted: [(text: String, template: String)]) throws {
        let missing = wanted.filter { all.first?.child(named: $0.text) == nil }
        let errors = missing.map { "template `\($0.template)` shows `texts.\($0.text)`, which no language has" }
        guard errors.isEmpty else { throw LocaleErrors(errors) }
    }

    var languages: [Language] { all.map(\.language) }

    /// The texts in a language; nil when the site does not speak it.
    func texts(in language: Language) -> Translations? { all.first { $0.language == language } }

    /// The language of this code, as it stands in an address; nil when the site does not speak it.
    func language(_ code: some StringProtocol) -> Language? { languages.first { $0.code == code } }
}

/// Everything that is wrong with the files of texts.
struct LocaleErrors: Error, CustomStringConvertible {
    let list: [String]

    init(_ list: [String]) {
        self.list = list
    }

    var description: String { list.joined(separator: "\n") }
}
