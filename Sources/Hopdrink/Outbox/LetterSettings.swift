/// What an operator decides about letters that are no answers to anything.
package struct LetterSettings: Equatable, Sendable {
    /// Whether guests are thanked when an evening is over.
    package var thanks = true
    /// How many minutes before the start hosts are told who comes; nil for not at all.
    package var headCount: Int? = 4 * 60

    package init() {}
}
