import Domain
import Yams

extension SourceLocation {
    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }

    /// The location of a character, with lines counted as in YAML 1.1.
    init(offset: Int, in scalars: [Unicode.Scalar]) {
        let starts = Self.lineStarts(in: scalars[..<offset])
        self.init(line: starts.count, column: offset - (starts.last ?? 0) + 1)
    }

    /// The index of the character at this location, which must be inside the text.
    func offset(in scalars: [Unicode.Scalar]) -> Int {
        Self.lineStarts(in: scalars[...])[line - 1] + column - 1
    }

    private static func lineStarts(in scalars: ArraySlice<Unicode.Scalar>) -> [Int] {
        let breaks: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
        var starts = [0]
        for (index, scalar) in scalars.enumerated() where breaks.contains(scalar) {
            if scalar == "\n", index > 0, scalars[index - 1] == "\r" { starts.removeLast() }
            starts.append(index + 1)
        }
        return starts
    }
}
