import Domain
import Testing

@testable import Hopdrink

struct LanguageChoiceTests {
    @Test(arguments: [
        ("fr", "", "fr"),
        ("en,fr;q=0.5", "", "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8", "", "fr"),
        ("pt, de;q=0.9, FR;q=0.2", "", "fr"),
        ("en;q=0.3, fr;q=0.7", "", "fr"),
        ("en;q=0.5,fr;q=0.5", "", "en"),
        ("fr;q=0, en;q=0.1", "", "en"),
        ("pt", "fr", "fr"),
        ("pt", "de fr", "fr"),
        ("", "fr en", "fr"),
        ("*", "fr", "fr"),
        ("fr;q=2", "en", "en"),
        ("fr;q=nan", "en", "en"),
        ("pt", "de", "en"),
        (",;,;q=,-", "", "en"),
    ])
    func `best available language is chosen`(header: String, city: String, chosen: String) throws {
        let available = try ["en", "fr"].map { try Language(parsing: $0) }
        let languages = try city.split(separator: " ").map { try Language(parsing: String($0)) }
        let language = LanguageChoice.choose(from: available, acceptLanguage: header, city: languages)
        #expect(language.code == chosen)
    }
}
