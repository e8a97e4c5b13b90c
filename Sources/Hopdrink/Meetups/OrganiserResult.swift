import Domain

/// What came of an organiser's wish.
enum OrganiserResult<Value: Sendable>: Sendable {
    case done(Value)
    case notFound
    /// It stands in the configuration file and is changed there.
    case configured
    case over
    case cancelledAlready
    case notCancelled
    /// It cannot be deleted, because guests answered it; it can be cancelled.
    case hasGuests
    case slugTaken
    /// The series has a meetup that stands for this day.
    case dateTaken
    case faulty(ValidationErrors)
}
