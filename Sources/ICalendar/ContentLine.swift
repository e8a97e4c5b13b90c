/// A property that libical does not write as it should.
struct ContentLine {
    let name: String
    /// Clean and escaped.
    let value: String

    /// Folded so that no line is longer than 75 octets, between scalars only.
    var text: String {
        var folded = String.UnicodeScalarView()
        var octets = 0
        for scalar in "\(name):\(value)".unicodeScalars {
            let width = UTF8.width(scalar)
            if octets + width > 75 {
                folded.append(contentsOf: "\r\n ".unicodeScalars)
                octets = 1
            }
            folded.append(scalar)
            octets += width
        }
        return String(folded) + "\r\n"
    }
}

extension UTF8 {
    /// How many octets a scalar takes.
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
        encode(scalar)?.count ?? 0
    }
}
