import Testing

@testable import Hopdrink

struct MarkupTextTests {
    @Test(arguments: [
        ("plain", "plain"),
        ("<b>&\"'`", "&lt;b&gt;&amp;&quot;&#39;&#96;"),
        ("\"\u{301} onmouseover=x", "&quot;\u{301} onmouseover=x"),
        ("<\u{338}script>", "&lt;\u{338}script&gt;"),
        ("&\u{20DD}lt;", "&amp;\u{20DD}lt;"),
        ("'\u{200D}'", "&#39;\u{200D}&#39;"),
        ("👩‍💻 é e\u{301}", "👩‍💻 é e\u{301}"),
        ("שלום עולם", "שלום עולם"),
        ("a\u{0}b\u{1B}c", "a\u{FFFD}b\u{FFFD}c"),
        ("line\r\nline\tend", "line\r\nline\tend"),
    ])
    func `markup is escaped scalar by scalar`(text: String, escaped: String) {
        #expect(MarkupText().escapeText(text).unicodeScalars.elementsEqual(escaped.unicodeScalars))
    }

    @Test(arguments: [
        ("plain é 👩‍💻", "plain é 👩‍💻"), ("<a href=\"x\">&'", "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"),
        ("<\u{338}entry>", "&lt;\u{338}entry&gt;"), ("a\tb\r\nc", "a\tb\r\nc"), ("]]>", "]]&gt;"),
        ("\u{0}\u{8}\u{B}\u{1F}\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("\u{7F}\u{FFFD}\u{10FFFF}", "\u{7F}\u{FFFD}\u{10FFFF}"),
    ])
    func `XML contains no characters that parsers must refuse`(text: String, escaped: String) {
        #expect(XMLText().escapeText(text).unicodeScalars.elementsEqual(escaped.unicodeScalars))
    }

    @Test(arguments: [
        ("{\"a\":\"</script><script>\"}", "{\"a\":\"\\u003c/script\\u003e\\u003cscript\\u003e\"}"),
        ("<\u{338}!--", "\\u003c\u{338}!--"),
        ("a&b", "a\\u0026b"),
        ("\u{2028}\u{2029}", "\\u2028\\u2029"),
    ])
    func `JSON cannot end its script element`(text: String, escaped: String) {
        #expect(ScriptText().escapeText(text).unicodeScalars.elementsEqual(escaped.unicodeScalars))
    }
}
