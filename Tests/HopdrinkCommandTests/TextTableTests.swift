import Testing

@testable import HopdrinkCommand

@Suite struct TextTableTests {
    @Test func `columns are aligned and lines have no trailing spaces`() {
        let table = TextTable(rows: [["ID", "NAME"], ["123", "Zoë"], ["4", ""]])
        #expect(table.text == "ID   NAME\n123  Zoë\n4\n")
        #expect(TextTable(rows: []).text == "")
        #expect(TextTable(rows: [[""]]).text == "\n")
    }
}
