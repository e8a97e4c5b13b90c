import Domain

/// What came of an organiser's wish.
enum Organised<Value: Sendable>: Sendable {
    case done(Value)
    case notFound
    /// It stands in the configuration file and is changed there.
    case configured
    case over
    case cancelledAlready
    /// It cannot be deleted, because guests answered it; it can be cancelled.
    case hasGuests
    case slugTaken
    case faulty(Faults)
}
