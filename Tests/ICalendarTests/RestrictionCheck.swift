import CLibical

@testable import ICalendar

/// libical's check of a document. It runs on a separately parsed copy, because the check modifies the document.
enum RestrictionCheck {
    static func accepts(_ text: String) throws -> Bool {
        try Libical.exclusively { () throws(ICalendarError) in
            guard let calendar = icalparser_parse_string(text) else { throw .libraryFailure }
            defer { icalcomponent_free(calendar) }
            return icalrestriction_check(calendar) == 1 && icalcomponent_count_errors(calendar) == 0
        }
    }
}
