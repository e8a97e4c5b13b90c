package enum ICalendarError: Error, Equatable {
    /// The rule is malformed, or programs and libical do not agree on its meaning.
    case unsupportedRule
    /// The time is not of the form `20261210T190000`, does not exist, or is outside the years 1 to 9999.
    case invalidTime
    /// The rule does not yield its own start.
    case startIsNotAnInstance
    /// A repeating event has times that not every program would interpret alike.
    case unsayableRepetition
    /// A UID must be 1 to 255 printable ASCII characters without a space.
    case invalidIdentifier
    /// A document with a method needs one event with an organizer and an attendee.
    case incompleteInvitation
    /// A received document is too large, or has too many lines or parameters.
    case tooLarge
    /// The received text is not an iCalendar document.
    case unreadable
    /// The METHOD of a received document is not REPLY.
    case notAReply
    /// libical returned no result because it is out of memory.
    case libraryFailure
}
