import Foundation

/// Reads plain values from text. Every check works on Unicode scalars, so that no combining mark can hide a character
/// from it.
package enum TextParser {
    /// Reads one line of 1 to `maximum` characters, without control characters and with at least one visible character.
    /// The result is trimmed and in composed form.
    package static func line(_ text: String, maximum: Int) throws(FieldErrorReason) -> String {
        let line = text.trimmed.composed
        guard !line.unicodeScalars.contains(where: \.isControl) else { throw .control }
        guard line.unicodeScalars.contains(where: \.isVisible) else { throw .missing }
        guard line.unicodeScalars.count <= maximum else { throw .tooLong(maximum: maximum) }
        return line
    }

    /// Reads several lines; the line break is the only control character that is allowed. Carriage returns are removed.
    package static func paragraph(_ text: String, maximum: Int) throws(FieldErrorReason) -> String {
        let lines = text.unicodeScalars.filter { $0 != "\r" }
        let paragraph = String(String.UnicodeScalarView(lines)).trimmed.composed
        guard paragraph.unicodeScalars.count <= maximum else { throw .tooLong(maximum: maximum) }
        guard !paragraph.unicodeScalars.contains(where: { $0.isControl && $0 != "\n" }) else { throw .control }
        return paragraph
    }

    package static func number(_ text: String, _ range: ClosedRange<Int>) throws(FieldErrorReason) -> Int {
        guard let number = Int(text.trimmed), range.contains(number) else {
            throw .notNumber(from: range.lowerBound, to: range.upperBound)
        }
        return number
    }

    package static func yesOrNo(_ text: String) throws(FieldErrorReason) -> Bool {
        switch text.trimmed {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default: throw .yesOrNo
        }
    }

    /// Reads a length of time in whole minutes: `90m`, `2h30m`, `7d`.
    package static func minutes(_ text: String) throws(FieldErrorReason) -> Int {
        var total = 0
        var digits = ""
        for scalar in text.trimmed.unicodeScalars {
            if ("0"..."9").contains(scalar), digits.count < 6 {
                digits.unicodeScalars.append(scalar)
            } else {
                guard let number = Int(digits), let unit = minutesPerUnit[scalar] else { throw .duration }
                total += number * unit
                digits = ""
            }
        }
        guard digits.isEmpty, (1...525_600).contains(total) else { throw .duration }
        return total
    }

    private static let minutesPerUnit: [Unicode.Scalar: Int] = ["m": 1, "h": 60, "d": 1440]
}

/// Makes a value from a text, or throws what is wrong with the text.
package typealias Parser<Value> = (String) throws(FieldErrorReason) -> Value

extension TextParser {
    package static func line(maximum: Int) -> Parser<String> {
        { (text) throws(FieldErrorReason) in try line(text, maximum: maximum) }
    }

    package static func paragraph(maximum: Int) -> Parser<String> {
        { (text) throws(FieldErrorReason) in try paragraph(text, maximum: maximum) }
    }

    package static func number(in range: ClosedRange<Int>) -> Parser<Int> {
        { (text) throws(FieldErrorReason) in try number(text, range) }
    }
}

extension String {
    /// The text in normalization form C. Characters below U+0300 do not combine (UAX #15), so most text needs no work.
    fileprivate var composed: String {
        unicodeScalars.allSatisfy { $0.value < 0x300 } ? self : precomposedStringWithCanonicalMapping
    }

    /// The text without white space at both ends, compared by scalars.
    package var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}

extension Unicode.Scalar {
    /// Whether it is a control character, a line or paragraph separator, or a mark that changes the direction of text.
    package var isControl: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Whether it is visible on its own.
    package var isVisible: Bool {
        !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
    }
}
