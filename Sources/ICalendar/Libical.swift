import CLibical
import Synchronization

/// The only way to libical, whose tables are global and filled on first use without a guard: one caller at a time, and
/// no pointer comes out.
enum Libical {
    private static let lock = Mutex<Void>(())

    static func exclusively<Result: Sendable>(
        _ work: () throws(ICalendarError) -> Result
    ) throws(ICalendarError) -> Result {
        try lock.withLock { _ throws(ICalendarError) in try work() }
    }

    /// Copies and frees what one of libical's `_r` functions returned. The functions without `_r` keep 2,500 buffers.
    static func take(_ text: UnsafeMutablePointer<CChar>?) throws(ICalendarError) -> String {
        guard let text else { throw .libraryFailure }
        defer { icalmemory_free_buffer(text) }
        return String(cString: text)
    }
}

/// Owns one component of libical and all that is added to it. Make and use it inside `Libical.exclusively`.
struct Component: ~Copyable {
    private let handle: OpaquePointer

    init(_ kind: icalcomponent_kind) throws(ICalendarError) {
        guard let handle = icalcomponent_new(kind) else { throw .libraryFailure }
        self.handle = handle
    }

    deinit {
        icalcomponent_free(handle)
    }

    func add(_ property: OpaquePointer?) throws(ICalendarError) {
        guard let property else { throw .libraryFailure }
        icalcomponent_add_property(handle, property)
    }

    func add(_ property: OpaquePointer?, with parameters: [OpaquePointer?]) throws(ICalendarError) {
        try add(property)
        for parameter in parameters {
            guard let parameter else { throw .libraryFailure }
            icalproperty_add_parameter(property, parameter)
        }
    }

    /// A property written as it is but for backslashes and line feeds, which the value must not have.
    func add(raw name: String, _ value: String) throws(ICalendarError) {
        let property = icalproperty_new_x(value)
        try add(property)
        icalproperty_set_x_name(property, name)
    }

    func text() throws(ICalendarError) -> String {
        try Libical.take(icalcomponent_as_ical_string_r(handle))
    }
}

extension CivilTime {
    /// libical's own conversions resolve skipped and repeated hours against RFC 5545, so it gets clock readings only.
    var floating: icaltimetype {
        var time = icaltimetype()
        time.year = Int32(date.year)
        time.month = Int32(date.month)
        time.day = Int32(date.day)
        time.hour = Int32(hour)
        time.minute = Int32(minute)
        time.second = Int32(second)
        return time
    }

    var utc: icaltimetype {
        var time = floating
        time.zone = icaltimezone_get_utc_timezone()
        return time
    }
}
