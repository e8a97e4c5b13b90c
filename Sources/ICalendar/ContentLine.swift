/// A property that libical does not write correctly.
struct ContentLine {
    let name: String
    /// Without forbidden characters, and escaped.
    let value: String

    /// The line, folded so that no part is longer than 75 octets. It is folded only between Unicode scalars.
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
    /// Returns the number of octets of a scalar.
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
        encode(scalar)?.count ?? 0
    }
}
