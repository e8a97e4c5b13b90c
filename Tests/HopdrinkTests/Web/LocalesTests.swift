import Domain
import Foundation
import Testing

@testable import Hopdrink

struct LocalesTests {
    /// Returns the errors in the site's own files after `change` of one of them.
    private func errors(after change: (String) -> String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(atPath: Samples.templates + "/locale", toPath: folder.path)
        defer { try? FileManager.default.removeItem(at: folder) }  // a file left in the temporary folder is harmless
        let french = folder.appending(path: "fr.yaml")
        let text = try String(contentsOf: french, encoding: .utf8)
        try change(text).write(to: french, atomically: true, encoding: .utf8)
        do {
            _ = try Locales(folder: folder.path)
            return ""
        } catch {
            return String(describing: error)
        }
    }

    @Test func `languages of the site have the same texts`() throws {
        #expect(try errors { $0 } == "")
        #expect(try Samples.pages().locales.languages.map(\.code) == Samples.languages)
    }

    @Test func `every text is used`() throws {
        let english = try String(contentsOfFile: Samples.templates + "/locale/en.yaml", encoding: .utf8)
        let keys = english.split(separator: "\n").compactMap { $0.firstMatch(of: /^([A-Za-z_]+):/)?.1 }.map(String.init)
        let shown = try Set(Templates(folder: Samples.templates, required: []).texts.map(\.text))
        let picked = TranslationKey.allCases.map(\.rawValue) + PluralKey.allCases.flatMap { [$0.one, $0.other] }
        #expect(Set(keys).subtracting(shown).subtracting(picked) == ["singular"])
    }

    @Test(arguments: [
        ("full: Complet", "# full: Complet", "fr.yaml: `full` is missing"),
        ("skip:", "skipp:", "fr.yaml: `skipp` is not in en.yaml"),
        ("{from}–{to}", "{from}–{until}", "fr.yaml: `range` has the placeholders"),
        ("full: Complet, liste d’attente ouverte", "full: ''", "fr.yaml: `full` has no text"),
        ("full: Complet", "full: [", "fr.yaml:"),
    ])
    func `difference is reported with its file and key`(text: String, change: String, fieldError: String) throws {
        #expect(try errors { $0.replacing(text, with: change) }.contains(fieldError))
    }

    @Test func `repeated text is reported`() throws {
        #expect(try errors { $0 + "\nskip: Encore\n" }.contains("skip"))
    }

    @Test func `template cannot use a text that no language has`() throws {
        let locales = try Samples.pages().locales
        #expect(throws: LocaleErrors.self) { try locales.check([("no_such_text", "page")]) }
        #expect(throws: Never.self) { try locales.check([("skip", "layout")]) }
    }

    @Test func `values are inserted once, whatever they contain`() {
        #expect(MessageFormat("{a} and {b}").filled(["a": "{b}", "b": "{a}"]) == "{b} and {a}")
        #expect(MessageFormat("a { b").filled([:]) == "a { b")
        #expect(MessageFormat("{a}").filled(["a": "\u{301}"]) == "\u{301}")
    }

    @Test(arguments: [
        ("en", ["0 places left", "1 place left", "2 places left", "11 places left"]),
        ("fr", ["Il reste 0 place", "Il reste 1 place", "Il reste 2 places", "Il reste 11 places"]),
        ("de", ["Noch 0 Plätze frei", "Noch 1 Platz frei", "Noch 2 Plätze frei", "Noch 11 Plätze frei"]),
        ("es", ["Quedan 0 plazas", "Queda 1 plaza", "Quedan 2 plazas", "Quedan 11 plazas"]),
        ("it", ["Restano 0 posti", "Resta 1 posto", "Restano 2 posti", "Restano 11 posti"]),
    ])
    func `counted texts have the plural forms of their language`(code: String, forms: [String]) throws {
        let texts = try Samples.pages().site(named: code).texts
        #expect([0, 1, 2, 11].map { texts(.places, $0) } == forms)
    }

    @Test(arguments: [
        ("en", "Your hosts: Ada, Grace and Irene"), ("fr", "Vos hôtes\u{A0}: Ada, Grace et Irene"),
        ("de", "Vor Ort für dich da: Ada, Grace und Irene"), ("es", "Para darte la bienvenida: Ada, Grace e Irene"),
        ("it", "Ad accoglierti: Ada, Grace e Irene"),
    ])
    func `list of names is joined as its language requires`(code: String, hosts: String) throws {
        let texts = try Samples.pages().site(named: code).texts
        #expect(texts.hosts(["Ada", "Grace", "Irene"]) == hosts)
        #expect(texts.list(["Ada"]) == "Ada" && texts.hosts([]) == nil)
    }

    @Test(arguments: [
        ("de", "„“"), ("en", "“”"), ("es", "«»¿¡"), ("fr", "«»\u{A0}\u{202F}"), ("it", "«»"),
    ])
    func `every language has its own quotation marks and apostrophes`(code: String, marks: String) throws {
        let foreign = Set("„“”«»¿¡'\u{A0}\u{202F}").subtracting(marks)
        let file = try String(contentsOfFile: "\(Samples.templates)/locale/\(code).yaml", encoding: .utf8)
        for line in file.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(foreign.isDisjoint(with: line), "\(line)")
        }
    }

    @Test func `every field error that a guest can cause has a sentence`() throws {
        for texts in try Samples.pages().locales.all {
            #expect(texts.sentence(for: .tooLong(maximum: 80)).contains("80"))
            #expect(texts.sentence(for: .notNumber(from: 0, to: 9)).contains("9"))
            #expect(texts.sentence(for: .party(maximum: 12)).contains("12"))
            #expect(texts.sentence(for: .slug) == texts(.problemInvalid))
        }
    }
}
