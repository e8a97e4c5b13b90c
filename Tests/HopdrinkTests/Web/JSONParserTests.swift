import Domain
import Testing

@testable import Hopdrink

struct JSONParserTests {
    private func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): number.text
        case .string(let text): "'\(text)'"
        case .list(let items): "[" + items.map(text).joined(separator: " ") + "]"
        case .object(let members): "{" + members.map { "\($0.name):\(text($0.value))" }.joined(separator: " ") + "}"
        }
    }

    @Test(arguments: [
        ("{}", "{}"),
        (#"{"name":"Ada","companions":2}"#, "{name:'Ada' companions:2}"),
        (#"{"a":true,"b":false,"c":null}"#, "{a:true b:false c:null}"),
        (#" { "a" : [ 1 , "x" , { "b" : [ ] } ] } "#, "{a:[1 'x' {b:[]}]}"),
        (#"{"a":1.5,"b":-3,"c":0,"d":-0,"e":1E+2,"f":10e-1}"#, "{a:1.5 b:-3 c:0 d:-0 e:1E+2 f:10e-1}"),
        (#""\u00e9\r\n\"\\\/\b\f\t""#, "'é\r\n\"\\/\u{8}\u{C}\t'"),
        (#""\ud83c\udf77 🍷 \u0000""#, "'🍷 🍷 \0'"),
        (#"{"é":1,"e\u0301":2}"#, "{é:1 e\u{301}:2}"),
        ("[]", "[]"), (" 7 ", "7"), ("\"3\"", "'3'"), ("null", "null"),
    ])
    func `JSON is parsed with its types`(body: String, value: String) throws {
        #expect(text(try JSONParser.parse(Array(body.utf8))).unicodeScalars.elementsEqual(value.unicodeScalars))
    }

    @Test(arguments: [
        "", " ", "{", "}", "[", "[1", "[1,", "[1,]", "[1 2]", #"{"a":}"#, #"{"a"}"#, #"{"a":1,}"#, "{,}", "{'a':1}",
        "{a:1}", "{1:1}", #"{"a":1 "b":2}"#, "nope", "nul", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "1.",
        ".5",
        "1e", "1e+", "0x1", "1_000", #"""#, #""\""#, #""\x""#, #""\u12""#, #""\u+123""#, #""\u12g4""#, "\"a\nb\"",
        "\"\u{0}\"", "{} {}", "{}x", "1 2", "// no\n{}", "{}\0", "\u{A0}{}",
    ])
    func `text that is not JSON is malformed`(body: String) {
        #expect(throws: Failure.self) { try JSONParser.parse(Array(body.utf8)) }
    }

    @Test(arguments: [
        #""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\u0041""#, #""\ud800\ud800""#, #"{"\udfff":1}"#,
    ])
    func `lone surrogate is malformed`(body: String) {
        #expect(throws: Failure.self) { try JSONParser.parse(Array(body.utf8)) }
    }

    @Test(arguments: [
        [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0x00, 0x7B, 0x00, 0x7D], [0x22, 0xC0, 0x80, 0x22],
        [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xFF, 0x22], [0xEF, 0xBB, 0xBF, 0x7B, 0x7D],
    ])
    func `other encodings and a byte order mark are malformed`(body: [UInt8]) {
        #expect(throws: Failure.self) { try JSONParser.parse(body) }
    }

    @Test(arguments: [#"{"a":1,"a":1}"#, #"{"a":1,"b":2,"\u0061":3}"#, #"{"x":[{"a":{"b":1,"b":null}}]}"#])
    func `repeated name in one object is malformed`(body: String) {
        #expect(throws: Failure.self) { try JSONParser.parse(Array(body.utf8)) }
    }

    @Test func `nesting is limited`() throws {
        let nest = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(throws: Never.self) { try JSONParser.parse(Array(nest(16).utf8)) }
        #expect(throws: Failure.self) { try JSONParser.parse(Array(nest(17).utf8)) }
        #expect(throws: Failure.self) { try JSONParser.parse(Array(nest(30_000).utf8)) }
        let objects = String(repeating: #"{"a":"#, count: 10_000)
        #expect(throws: Failure.self) { try JSONParser.parse(Array(objects.utf8)) }
    }

    @Test func `numbers of values and names are limited`() throws {
        let list = { (count: Int) in "[" + Array(repeating: "1", count: count).joined(separator: ",") + "]" }
        #expect(throws: Never.self) { try JSONParser.parse(Array(list(1999).utf8)) }
        #expect(throws: Failure.self) { try JSONParser.parse(Array(list(2000).utf8)) }
        let object = { (count: Int) in "{" + (1...count).map { "\"\($0)\":1" }.joined(separator: ",") + "}" }
        #expect(throws: Never.self) { try JSONParser.parse(Array(object(64).utf8)) }
        #expect(throws: Failure.self) { try JSONParser.parse(Array(object(65).utf8)) }
    }
}

struct JSONNumberTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("0.0", 0), ("0e99999999999999999999", 0), ("3", 3), ("-3", -3), ("3.0", 3), ("3.000", 3),
        ("3e0", 3), ("30e-1", 3), ("0.3e1", 3), ("3E+0", 3), ("300000e-5", 3), ("120", 120), ("1.2e2", 120),
        ("999999999999999999", 999_999_999_999_999_999), ("0.0000000000000000000001e22", 1),
        ("100000000000000000000000000e-26", 1),
    ])
    func `whole number is recognised in every notation`(text: String, value: Int) {
        #expect(JSONNumber(text: text).integer == value)
    }

    @Test(arguments: [
        "0.5", "3.1", "3e-1", "1e-99999999999999999999", "1e19", "1e400", "1e99999999999999999999",
        "9999999999999999999", "18446744073709551617", "0.1e-9223372036854775808", "1e9223372036854775807",
    ])
    func `fraction or number with more than 18 digits is not a whole number`(text: String) {
        #expect(JSONNumber(text: text).integer == nil)
    }
}
