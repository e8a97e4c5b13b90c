/// An iCalendar document: a feed, a file to download, or the calendar part of an invitation.
package struct CalendarDocument: Sendable, Equatable {
    /// What a mailed document asks its reader to do. A feed has none.
    package enum Method: Sendable {
        case request, cancel
    }

    package var method: Method?
    package var name: String?
    /// How often a reader should look again.
    package var refreshMinutes: Int?
    package var events: [Event]
    /// Whose zones the times name.
    var directory = ZoneDirectory.system

    package init(method: Method? = nil, name: String? = nil, refreshMinutes: Int? = nil, events: [Event]) {
        self.method = method
        self.name = name
        self.refreshMinutes = refreshMinutes
        self.events = events
    }
}
