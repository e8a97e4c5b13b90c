import Foundation
import Mustache

/// Every template under one folder, parsed at startup. Safe to share.
struct Templates: Sendable {
    private let library: MustacheLibrary
    /// The keys of the translations that templates show, each with the template that shows it.
    let texts: [(text: String, template: String)]

    /// Throws `TemplateError` for the first file that is missing, faulty or unsafe.
    init(folder: String, required: [String]) throws {
        var library = MustacheLibrary()
        let sources = try TemplateSource.all(in: folder)
        TemplateSource.registerContentTypes()
        for source in sources {
            library.register(try source.parsed(), named: source.name)
        }
        let names = Set(sources.map(\.name))
        for name in required where !names.contains(name) { throw TemplateError(name, "is missing in \(folder)") }
        for source in sources { try source.checkPartials(among: names) }
        self.library = library
        texts = sources.flatMap { source in source.texts.map { ($0, source.name) } }
    }

    /// Renders a page as HTML.
    func render(_ page: some Page) -> String { render(page, as: type(of: page).template) }

    /// Renders fields in a template that was required at startup; any other template renders as empty text.
    func render(_ fields: some Sendable, as template: String) -> String {
        library.render(Fields(of: fields), withTemplate: template) ?? ""
    }
}

/// The fields of a page and of everything in it, by name. The page is reflected only once, because the library
/// reflects on the whole value for each name that it meets.
private struct Fields: MustacheParent {
    private var values: [String: Any] = [:]

    init(of page: Any) {
        self.init(Mirror(reflecting: page))
    }

    private init(_ mirror: Mirror) {
        for (label, value) in mirror.children {
            if let label { values[label] = Self.present(value) }
        }
    }

    func child(named name: String) -> Any? { values[name] }

    /// Unwraps an optional, and turns a struct into its fields.
    private static func present(_ value: Any) -> Any? {
        switch value {
        case is String, is Bool, is Int, is any MustacheParent: return value
        default: break
        }
        let mirror = Mirror(reflecting: value)
        return switch mirror.displayStyle {
        case .optional: mirror.children.first.flatMap { present($0.value) }
        case .collection: mirror.children.compactMap { present($0.value) }
        case .struct: Fields(mirror)
        default: value
        }
    }
}

/// The reason why a template cannot be used.
package struct TemplateError: Error, CustomStringConvertible {
    package let description: String

    init(_ name: String, _ sentence: String) {
        description = "template `\(name)` \(sentence)"
    }
}
