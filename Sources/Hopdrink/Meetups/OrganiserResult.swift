import Domain

/// The result of an organiser's action.
enum OrganiserResult<Value: Sendable>: Sendable {
    case done(Value)
    case notFound
    /// It is in the configuration file and must be changed there.
    case configured
    case over
    case cancelledAlready
    case notCancelled
    /// It cannot be deleted, because it has RSVPs; it can be cancelled.
    case hasGuests
    case slugTaken
    /// The series already has a meetup for this day.
    case dateTaken
    case faulty(ValidationErrors)
}
