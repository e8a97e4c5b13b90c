import CLibical

/// Owns one component of libical and everything that is added to it. Create and use it inside `Libical.exclusively`.
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

    /// Adds a property whose value is written unchanged, except for backslashes and line feeds. The value must not
    /// contain those.
    func add(raw name: String, _ value: String) throws(ICalendarError) {
        let property = icalproperty_new_x(value)
        try add(property)
        icalproperty_set_x_name(property, name)
    }

    /// Adds the other component as a part of this one.
    func add(_ other: consuming Component) {
        icalcomponent_add_component(handle, other.release())
    }

    /// Gives up the handle. The caller then owns it.
    private consuming func release() -> OpaquePointer {
        let handle = handle
        discard self
        return handle
    }

    func text() throws(ICalendarError) -> String {
        try Libical.take(icalcomponent_as_ical_string_r(handle))
    }
}
