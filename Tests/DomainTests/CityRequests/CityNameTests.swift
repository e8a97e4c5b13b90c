import Domain
import Testing

struct CityNameTests {
    @Test(arguments: [
        ("Graz", "Graz"), ("  Saint-Malo ", "Saint-Malo"), ("L’Aquila", "L’Aquila"), ("St. Gallen", "St. Gallen"),
        ("Bad   Ischl", "Bad Ischl"), ("Zu\u{308}rich", "Zürich"), ("Αθήνα", "Αθήνα"), ("東京", "東京"),
    ])
    func `name is kept as written, in composed form`(text: String, name: String) throws {
        #expect(try CityName(parsing: text).text.unicodeScalars.elementsEqual(name.unicodeScalars))
    }

    @Test(arguments: [
        "", " ", "-", "...", "Graz2", "Graz!", "https://x", "<b>", "a\nb", "a\u{202E}b", "Graz\u{338}<",
        String(repeating: "a", count: 61),
    ])
    func `text of another form is not a city name`(text: String) {
        #expect(throws: FieldErrorReason.self) { try CityName(parsing: text) }
    }

    @Test(arguments: [
        ("Graz", "GRAZ"), ("Zürich", "zurich"), ("Saint-Malo", "saint malo"), ("L’Aquila", "l'aquila"),
        ("St. Gallen", "St Gallen"), ("Straßburg", "STRASSBURG"), ("Łódź", "Lodz"), ("København", "kobenhavn"),
    ])
    func `names that differ in case, accents and punctuation are one city`(one: String, other: String) throws {
        #expect(try CityName(parsing: one).folded == CityName(parsing: other).folded)
        #expect(CityName.fold(one) == CityName.fold(other))
    }

    @Test func `different names are different cities`() {
        #expect(Set(["Graz", "Gras", "Bad Graz", "東京", "京都"].map(CityName.fold)).count == 5)
    }
}
