import Domain

/// A format of JSON strings: its check, and the regular expression with which the OpenAPI document states the same. A
/// test compares both.
struct TextForm: Sendable {
    /// An ECMA-262 regular expression, as in JSON Schema; it must match the whole text.
    let pattern: String
    /// The `format` of JSON Schema, if it says more than the pattern.
    var format: String?
    /// Returns the error in a text; nil if the text has this format.
    let problem: @Sendable (String) -> FieldErrorReason?

    private init(_ pattern: String, format: String? = nil, problem: @escaping @Sendable (String) -> FieldErrorReason?) {
        self.pattern = "^\(pattern)$"
        self.format = format
        self.problem = problem
    }

    /// A format whose texts one of our parsers accepts, without whitespace around them.
    private init<Value>(
        _ pattern: String, format: String? = nil,
        reading parse: @escaping @Sendable (String) throws(FieldErrorReason) -> Value
    ) {
        self.init(pattern, format: format) { text in
            do throws(FieldErrorReason) {
                _ = try parse(text)
                // Our parsers ignore surrounding whitespace, because forms and files need that.
                return text.utf8.count == text.trimmed.utf8.count ? nil : .format("must have no white space around it")
            } catch {
                return error
            }
        }
    }
}

extension TextForm {
    private static let controls = #"\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069"#
    private static let controlsButBreaks =
        #"\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069"#
    /// Whitespace and other invisible characters, without control characters. Characters above U+FFFF stand for
    /// themselves in text that is read as YAML or JSON.
    private static let invisible =
        #"\u0020\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F\u2000-\u200F\u202F\u205F-\u2065"#
        + #"\u206A-\u206F\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8"#
        + "\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}"

    /// One line with at least one visible character.
    static let line = TextForm("[\(invisible)]*[^\(controls)\(invisible)][^\(controls)]*") { text in
        if text.unicodeScalars.contains(where: \.isControl) { return .control }
        return text.unicodeScalars.contains(where: \.isVisible) ? nil : .missing
    }

    /// One line with at least one visible character, or only spaces, which mean no value.
    static let lineOrNothing = TextForm(
        #"([\u0020\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]*|"#
            + "[\(invisible)]*[^\(controls)\(invisible)][^\(controls)]*)"
    ) { text in
        text.unicodeScalars.allSatisfy { $0.properties.isWhitespace && !$0.isControl } ? nil : line.problem(text)
    }

    /// Any number of lines without control characters other than line breaks.
    static let paragraph = TextForm("[^\(controlsButBreaks)]*") { text in
        text.unicodeScalars.contains { $0.isControl && $0 != "\n" && $0 != "\r" } ? .control : nil
    }

    static let slug = TextForm("[a-z0-9][a-z0-9-]{1,38}[a-z0-9]") { text in
        do throws(FieldErrorReason) {
            _ = try Slug(parsing: text)
            return text.utf8.count == text.trimmed.utf8.count ? nil : .slug
        } catch {
            // Whether a slug is reserved is not a question of format.
            return error == .reservedSlug ? nil : error
        }
    }

    static let address = TextForm(
        #"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"#
            + #"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"#,
        format: "email", reading: { (text) throws(FieldErrorReason) in try readAddress(text) }
    )

    private static func readAddress(_ text: String) throws(FieldErrorReason) {
        let address = try EmailAddress(parsing: text)
        guard let last = address.domain.utf8.split(separator: UInt8(ascii: ".")).last?.first, last.isLetter else {
            throw .address
        }
    }

    static let date = TextForm(
        "(19|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", format: "date",
        reading: LocalDate.init(parsing:)
    )
    static let time = TextForm("([01]?[0-9]|2[0-3]):[0-5][0-9]", reading: LocalTime.init(parsing:))
    static let dateTime = TextForm(
        "(19|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[T ]([01]?[0-9]|2[0-3]):[0-5][0-9]"
    ) { text in
        guard text.utf8.allSatisfy("0123456789-T :".utf8.contains), (15...16).contains(text.utf8.count) else {
            return .localDateTime
        }
        do throws(FieldErrorReason) {
            _ = try LocalDateTime(parsing: text)
            return nil
        } catch {
            return error
        }
    }

    /// The minimum and maximum length differ from field to field.
    static let duration = TextForm("([0-9]{1,6}[mhd])+") { text in Self.isDuration(text) ? nil : .duration }
    static let durationOrNo = TextForm("(([0-9]{1,6}[mhd])+|no)") { text in
        text == "no" || Self.isDuration(text) ? nil : .format("must be a length of time such as 48h, or no")
    }

    private static func isDuration(_ text: String) -> Bool {
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "m"), UInt8(ascii: "h"), UInt8(ascii: "d"):
                guard (1...6).contains(digits) else { return false }
                digits = 0
            default: return false
            }
        }
        return digits == 0 && !text.isEmpty
    }

    /// Degrees north and east.
    static let coordinates = TextForm(
        #"[+-]?(90(\.0{1,12})?|[0-8]?[0-9](\.[0-9]{1,12})?), ?[+-]?"#
            + #"(180(\.0{1,12})?|(1[0-7][0-9]|[0-9]?[0-9])(\.[0-9]{1,12})?)"#
    ) { text in
        let sides = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard sides.count == 2 else { return .coordinates }
        let east = sides[1].first == UInt8(ascii: " ") ? sides[1].dropFirst() : sides[1]
        return isDegrees(sides[0], maximum: 90) && isDegrees(east, maximum: 180) ? nil : .coordinates
    }

    private static func isDegrees(_ text: Substring.UTF8View, maximum: Int) -> Bool {
        let unsigned = text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-") ? text.dropFirst() : text
        let parts = unsigned.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts[0].count <= (maximum == 90 ? 2 : 3), let whole = digits(parts[0]), whole <= maximum,
            parts[0].count < 3 || whole >= 100
        else { return false }
        guard parts.count == 2 else { return true }
        return (1...12).contains(parts[1].count) && digits(parts[1]) != nil
            && (whole < maximum || digits(parts[1]) == 0)
    }

    /// A name in the form of the tz database. Whether the database has this name is not a question of format.
    static let timeZone = TextForm("(UTC|[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)+)") { text in
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isName = parts.count > 1 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isOfZoneName) }
        return isName || text.utf8.elementsEqual("UTC".utf8) ? nil : .timeZone
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    fileprivate var isOfZoneName: Bool {
        isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || "_+-".utf8.contains(self)
    }
}
