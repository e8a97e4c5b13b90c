import Foundation
import Mustache

/// The text of one template file and the rules it must keep.
///
/// Re-registering the library's type `HTML` does not change its default, and each partial starts with the default
/// again. So every file must name one of our content types in its first tag.
struct TemplateSource {
    /// The path relative to the folder, without `.mustache`.
    let name: String
    private let text: String

    init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    static func all(in path: String) throws -> [TemplateSource] {
        // The enumerator does not follow a symbolic link that is its root.
        let folder = URL(filePath: path).resolvingSymlinksInPath().path
        guard FileManager.default.fileExists(atPath: folder), let paths = FileManager.default.enumerator(atPath: folder)
        else {
            throw TemplateError(folder, "cannot be read")
        }
        let suffix = ".mustache"
        return try paths.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted().map { path in
            let name = String(path.dropLast(suffix.count))
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(path)"),
                let text = String(data: bytes, encoding: .utf8)
            else { throw TemplateError(name, "cannot be read as UTF-8") }
            return TemplateSource(name: name, text: text)
        }
    }

    /// Registers our content types with the library. Idempotent.
    static func registerContentTypes() {
        MustacheContentTypes.register(MarkupText(), named: "MARKUP")
        MustacheContentTypes.register(ScriptText(), named: "SCRIPT_JSON")
        MustacheContentTypes.register(PlainText(), named: "PLAIN")
        MustacheContentTypes.register(XMLText(), named: "XML")
    }

    /// The content type that a template of this name must declare.
    private var contentType: String {
        if name.hasSuffix(".txt") { return "PLAIN" }
        if name.hasSuffix(".xml") { return "XML" }
        return name.hasSuffix(".json") ? "SCRIPT_JSON" : "MARKUP"
    }

    func parsed() throws -> MustacheTemplate {
        try checkSafety()
        do {
            return try MustacheTemplate(string: text)
        } catch let error as MustacheTemplate.ParserError {
            let place = "line \(error.context.lineNumber), column \(error.context.columnNumber)"
            throw TemplateError(name, "is faulty at \(place): \(error.error)")
        }
    }

    private func checkSafety() throws {
        let pragma = "{{% CONTENT_TYPE:\(contentType)}}"
        guard text.hasPrefix(pragma) else { throw TemplateError(name, "must start with \(pragma)") }
        guard tags.filter({ $0.hasPrefix("%") }).count == 1 else {
            throw TemplateError(name, "must not change its content type")
        }
        for tag in tags {
            guard let mark = tag.first, "{&=".contains(mark) else { continue }
            throw TemplateError(name, "must not use {{\(mark): what it shows would not be escaped")
        }
    }

    /// The texts between each `{{` and the next `}}`, trimmed.
    var tags: [String] {
        text.components(separatedBy: "{{").dropFirst().map { rest in
            (rest.components(separatedBy: "}}").first ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    func checkPartials(among names: Set<String>) throws {
        for tag in tags where tag.hasPrefix(">") || tag.hasPrefix("<") {
            let partial = tag.dropFirst().trimmingCharacters(in: .whitespaces)
            guard names.contains(partial) else { throw TemplateError(name, "uses `\(partial)`, which is missing") }
        }
    }

    /// The keys of the translations that the template shows: `rsvp_title` of `{{texts.rsvp_title}}`.
    var texts: [String] {
        tags.compactMap { tag in
            let path = tag.drop { "#^/".contains($0) }.trimmingCharacters(in: .whitespaces).components(separatedBy: ".")
            guard path.count >= 2, path[path.count - 2] == "texts" else { return nil }
            return path[path.count - 1]
        }
    }
}
