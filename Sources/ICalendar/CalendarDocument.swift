/// An iCalendar document: a feed, a file to download, or the calendar part of an invitation.
package struct CalendarDocument: Sendable, Equatable {
    /// The request that an emailed document makes to its reader. A feed has none.
    package enum Method: Sendable {
        case request, cancel
    }

    package var method: Method?
    package var name: String?
    /// The suggested time between two downloads of the feed, in minutes.
    package var refreshMinutes: Int?
    package var events: [Event]
    /// The source of the zones that the times name.
    var directory = ZoneDirectory.system

    package init(method: Method? = nil, name: String? = nil, refreshMinutes: Int? = nil, events: [Event]) {
        self.method = method
        self.name = name
        self.refreshMinutes = refreshMinutes
        self.events = events
    }
}
