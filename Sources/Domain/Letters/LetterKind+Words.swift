extension LetterKind {
    /// The kind as an operator writes it, in snake case: `seat_released` for `seatReleased`.
    package var word: String {
        rawValue.unicodeScalars.reduce(into: "") { word, scalar in
            word += scalar.properties.isUppercase ? "_\(scalar.properties.lowercaseMapping)" : String(scalar)
        }
    }

    package init(parsing text: String) throws(FieldErrorReason) {
        guard let kind = Self.allCases.first(where: { [$0.word, $0.rawValue].contains(text) }) else {
            throw .oneOf(Self.allCases.map(\.word))
        }
        self = kind
    }
}

extension LetterState {
    package init(parsing text: String) throws(FieldErrorReason) {
        guard let state = Self(rawValue: text) else { throw .oneOf(Self.allCases.map(\.rawValue)) }
        self = state
    }
}
