import Foundation
import Testing

@testable import Hopdrink

struct TemplatesTests {
    private func fieldError(of text: String, named name: String = "page") -> String? {
        TemplateSource.registerContentTypes()
        do {
            _ = try TemplateSource(name: name, text: text).parsed()
            return nil
        } catch {
            return String(describing: error)
        }
    }

    @Test(arguments: [
        ("page", "{{% CONTENT_TYPE:MARKUP}}\n<p>{{name}}</p>"),
        ("letter.txt", "{{% CONTENT_TYPE:PLAIN}}\n{{name}}"),
        ("data.json", "{{% CONTENT_TYPE:SCRIPT_JSON}}\n{{name}}"),
        ("feed.xml", "{{% CONTENT_TYPE:XML}}<name>{{name}}</name>"),
    ])
    func `template that declares its content type is accepted`(name: String, text: String) {
        #expect(fieldError(of: text, named: name) == nil)
    }

    @Test(arguments: [
        ("page", "<p>{{name}}</p>", "must start with"),
        ("page", "\n{{% CONTENT_TYPE:MARKUP}}", "must start with"),
        ("page", "{{% CONTENT_TYPE:HTML}}", "must start with"),
        ("page", "{{% CONTENT_TYPE:PLAIN}}", "must start with"),
        ("feed.xml", "{{% CONTENT_TYPE:MARKUP}}", "must start with"),
        ("page", "{{% CONTENT_TYPE:MARKUP}}{{% CONTENT_TYPE:PLAIN}}", "content type"),
        ("page", "{{% CONTENT_TYPE:MARKUP}}{{{name}}}", "escaped"),
        ("page", "{{% CONTENT_TYPE:MARKUP}}{{& name}}", "escaped"),
        ("page", "{{% CONTENT_TYPE:MARKUP}}{{  & name}}", "escaped"),
        ("page", "{{% CONTENT_TYPE:MARKUP}}{{=<% %>=}}<%& name%>", "escaped"),
        ("page", "{{% CONTENT_TYPE:MARKUP}}\n{{#open}}", "line 2"),
    ])
    func `invalid or unsafe template is refused by name`(name: String, text: String, why: String) throws {
        let sentence = try #require(fieldError(of: text, named: name))
        #expect(sentence.contains("`\(name)`"))
        #expect(sentence.contains(why))
    }

    @Test func `missing partial or page stops the start`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a file left in the temporary folder is harmless
        try "{{% CONTENT_TYPE:MARKUP}}{{>absent}}".write(
            to: folder.appending(path: "page.mustache"), atomically: true, encoding: .utf8
        )
        #expect(throws: TemplateError.self) { try Templates(folder: folder.path, required: ["page"]) }
        #expect(throws: TemplateError.self) { try Templates(folder: folder.path, required: ["other"]) }
        #expect(throws: TemplateError.self) { try Templates(folder: folder.path + "/nowhere", required: []) }
    }

    @Test func `templates folder may be a symbolic link`() throws {
        let link = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: Samples.templates)
        defer { try? FileManager.default.removeItem(at: link) }  // a file left in the temporary folder is harmless
        #expect(throws: Never.self) { try Templates(folder: link.path, required: [NetworkPage.template]) }
    }

    @Test func `texts used by a template are found`() {
        let text = "{{texts.one}} {{#texts.two}}{{/texts.two}} {{layout.texts.three}}"
        let source = TemplateSource(name: "page", text: text)
        #expect(Set(source.texts) == ["one", "two", "three"])
    }
}
