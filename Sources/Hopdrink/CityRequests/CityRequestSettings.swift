/// What an operator decides about cities that people ask for.
package struct CityRequestSettings: Equatable, Sendable {
    /// From how many people on administrators are told.
    package var threshold = 10

    package init() {}
}
