import CLibical

@testable import ICalendar

/// libical's opinion of a document, formed on a copy it parses again: the check writes into what it checks.
enum RestrictionCheck {
    static func accepts(_ text: String) throws -> Bool {
        try Libical.exclusively { () throws(ICalendarError) in
            guard let calendar = icalparser_parse_string(text) else { throw .libraryFailure }
            defer { icalcomponent_free(calendar) }
            return icalrestriction_check(calendar) == 1 && icalcomponent_count_errors(calendar) == 0
        }
    }
}
