/// The operator's settings for city requests.
package struct CityRequestSettings: Equatable, Sendable {
    /// The number of people from which on administrators are told.
    package var threshold = 10

    package init() {}
}
