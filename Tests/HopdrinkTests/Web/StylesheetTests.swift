import Foundation
import Testing

@testable import Hopdrink

/// Contrast, size and colour rules of the stylesheet.
struct StylesheetTests {
    private let text: String

    init() throws {
        text = try String(contentsOfFile: Samples.templates + "/styles.css", encoding: .utf8)
    }

    /// Returns the colours of the first (light) or second (dark) `:root`.
    private func colours(dark: Bool) throws -> [String: [Double]] {
        let blocks = text.components(separatedBy: ":root {").dropFirst().map { $0.components(separatedBy: "}")[0] }
        let block = try #require(blocks.count == 2 ? blocks[dark ? 1 : 0] : nil)
        let pairs = block.split(separator: ";").compactMap { line -> (String, [Double])? in
            let sides = line.split(separator: ":").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            guard sides.count == 2, sides[0].hasPrefix("--"), sides[1].hasPrefix("#"),
                let number = Int(sides[1].dropFirst(), radix: 16)
            else { return nil }
            return (sides[0], [16, 8, 0].map { Double(number >> $0 & 255) / 255 })
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// Relative luminance (WCAG 2.2).
    private func luminance(_ colour: [Double]) -> Double {
        let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    private func contrast(_ one: [Double], _ other: [Double]) -> Double {
        let (bright, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (bright + 0.05) / (dark + 0.05)
    }

    private static let pairs = [
        ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("wine", "paper"), ("wine", "card"),
        ("wine-deep", "paper"), ("wine-deep", "card"), ("wine-deep", "blush"), ("wine", "blush"), ("on-wine", "wine"),
        ("on-wine", "wine-deep"), ("leaf", "leaf-soft"), ("amber", "amber-soft"), ("alarm", "alarm-soft"),
        ("alarm", "card"), ("alarm", "paper"),
    ]

    @Test(arguments: [false, true])
    func `every text has enough contrast to its background`(dark: Bool) throws {
        let colours = try colours(dark: dark)
        for (text, ground) in Self.pairs {
            let one = try #require(colours["--\(text)"])
            let other = try #require(colours["--\(ground)"])
            #expect(contrast(one, other) >= 4.5, "\(text) on \(ground): \(contrast(one, other))")
        }
        // The focus colour needs a contrast of 3:1.
        for ground in ["paper", "card"] {
            #expect(contrast(try #require(colours["--glow"]), try #require(colours["--\(ground)"])) >= 3)
        }
    }

    @Test func `light and dark have the same colours, and rules use only those`() throws {
        #expect(Set(try colours(dark: false).keys) == Set(try colours(dark: true).keys))
        let rules = text.components(separatedBy: "}").dropFirst(3).joined(separator: "}")
        #expect(!rules.contains("#"))
    }

    @Test func `stylesheet is small and supports reduced motion and print`() {
        #expect(text.utf8.count < 12_000)
        #expect(text.contains("prefers-reduced-motion: reduce") && text.contains("@media print"))
    }
}
