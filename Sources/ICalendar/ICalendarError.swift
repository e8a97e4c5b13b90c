package enum ICalendarError: Error, Equatable {
    /// The rule is malformed, or outside what every large calendar program and libical agree on.
    case unsupportedRule
    /// Not of the form `20261210T190000`, no such time, or outside the years 1 to 9999.
    case invalidTime
    /// The rule does not yield the start it is counted from.
    case startIsNotAnInstance
    /// An event repeats at times that its zone does not say to every program alike.
    case unsayableRepetition
    /// A UID must be 1 to 255 printable ASCII characters without a space.
    case invalidIdentifier
    /// A document with a method needs one event with an organizer and an attendee.
    case incompleteInvitation
    /// A received document is larger than we read, or has more lines or parameters than anybody writes.
    case tooLarge
    /// What was received is no iCalendar document.
    case unreadable
    /// A received document's METHOD is not REPLY.
    case notAReply
    /// libical returned nothing where it should have: out of memory.
    case libraryFailure
}
