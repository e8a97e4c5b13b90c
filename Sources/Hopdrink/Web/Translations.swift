import Domain
import Foundation
import Mustache

/// The site's texts in one language. A template shows one as `{{texts.rsvp_title}}`.
struct Translations: Sendable {
    let language: Language
    /// The names of weekdays and months, read from Unicode's data once.
    let calendar: CalendarWords
    private let locale: Locale
    private let entries: [String: String]
    private let singular: Set<Int>

    /// `singular` contains the counts that take the singular form.
    init(language: Language, locale: Locale, entries: [String: String], singular: Set<Int>) {
        self.language = language
        self.locale = locale
        calendar = CalendarWords(in: locale)
        self.entries = entries
        self.singular = singular
    }

    /// The text with its placeholders filled. Placeholders inside a value are not filled.
    func callAsFunction(_ key: TranslationKey, _ values: [String: String] = [:]) -> String {
        MessageFormat(entries[key.rawValue] ?? "").filled(values)
    }

    /// The text for a count; `{count}` stands for the number.
    func callAsFunction(_ key: PluralKey, _ count: Int, _ values: [String: String] = [:]) -> String {
        let form = singular.contains(count) ? key.one : key.other
        return MessageFormat(entries[form] ?? "").filled(values.merging(["count": String(count)]) { _, count in count })
    }

    /// Several names in one sentence: "Ada, Grace and Alan".
    func list(_ names: [String]) -> String { names.formatted(.list(type: .and).locale(locale)) }

    /// The sentence that explains an input error to the person who made it.
    func sentence(for problem: FieldErrorReason) -> String {
        let text = entries["problem_\(problem.key)"] ?? entries[TranslationKey.problemInvalid.rawValue] ?? ""
        return MessageFormat(text).filled(problem.arguments)
    }
}

extension Translations: MustacheParent {
    func child(named name: String) -> Any? { entries[name] }
}

/// A text with placeholders such as `{city}`.
struct MessageFormat {
    private enum Part {
        case text(Substring.UnicodeScalarView)
        case placeholder(String)
    }

    private let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var rest = Substring(text).unicodeScalars
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            parts.append(.text(rest[..<open]))
            parts.append(.placeholder(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + [.text(rest)]
    }

    var placeholders: Set<String> {
        Set(parts.compactMap { if case .placeholder(let name) = $0 { name } else { nil } })
    }

    func filled(_ values: [String: String]) -> String {
        var filled = String.UnicodeScalarView()
        for part in parts {
            switch part {
            case .text(let text): filled.append(contentsOf: text)
            case .placeholder(let name): filled.append(contentsOf: (values[name] ?? "").unicodeScalars)
            }
        }
        return String(filled)
    }
}
