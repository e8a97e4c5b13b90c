import CLibical

/// Owns a document that libical has parsed. Create and use it inside `Libical.exclusively`.
struct ParsedCalendar: ~Copyable {
    private let handle: OpaquePointer
    private let calendar: OpaquePointer

    /// The caller must make sure that the text can't keep libical busy for long: see `ReplyLines`.
    init(_ text: String) throws(ICalendarError) {
        guard let handle = icalparser_parse_string(text) else { throw .unreadable }
        // libical wraps several documents in one component.
        let isCalendar = icalcomponent_isa(handle) == ICAL_VCALENDAR_COMPONENT
        guard let calendar = isCalendar ? handle : icalcomponent_get_first_component(handle, ICAL_VCALENDAR_COMPONENT)
        else {
            icalcomponent_free(handle)
            throw .unreadable
        }
        (self.handle, self.calendar) = (handle, calendar)
    }

    deinit {
        icalcomponent_free(handle)
    }

    var method: String? {
        Event(calendar).first("METHOD")?.value.uppercased()
    }

    var events: [Event] {
        var events: [Event] = []
        var next = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT)
        while let event = next {
            events.append(Event(event))
            next = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)
        }
        return events
    }
}

extension ParsedCalendar {
    /// The properties of one component, as text.
    struct Event {
        private let properties: [(name: String, property: Property)]

        init(_ component: OpaquePointer) {
            var properties: [(String, Property)] = []
            var next = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY)
            while let property = next {
                if let name = icalproperty_get_property_name(property), let value = Property(property) {
                    properties.append((String(cString: name), value))
                }
                next = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY)
            }
            self.properties = properties
        }

        func first(_ name: String) -> Property? {
            properties.first { $0.name == name }?.property
        }

        func all(_ name: String) -> [Property] {
            properties.filter { $0.name == name }.map(\.property)
        }
    }

    struct Property {
        private let handle: OpaquePointer
        /// The value as written, with its escapes.
        let value: String

        init?(_ handle: OpaquePointer) {
            // libical returns no text for a value that it could not parse.
            guard let value = try? Libical.take(icalproperty_get_value_as_string_r(handle)) else { return nil }
            self.handle = handle
            self.value = value
        }

        /// The value of a COMMENT without its escapes.
        var text: String? {
            guard icalproperty_isa(handle) == ICAL_COMMENT_PROPERTY else { return nil }
            return icalproperty_get_comment(handle).map { String(cString: $0) }
        }

        /// Returns the value of a parameter without its quotes and without the escapes of RFC 6868, which libical does
        /// not decode.
        func parameter(_ name: String) -> String? {
            // The parameter is missing.
            guard let value = try? Libical.take(icalproperty_get_parameter_as_string_r(handle, name)) else {
                return nil
            }
            return value.withoutCircumflexes
        }
    }
}

extension String {
    fileprivate var withoutCircumflexes: String {
        var text = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in unicodeScalars {
            if isEscaped, let meaning = Self.circumflexes[scalar] {
                text.append(meaning)
                isEscaped = false
                continue
            }
            if isEscaped { text.append("^") }
            isEscaped = scalar == "^"
            if !isEscaped { text.append(scalar) }
        }
        return String(text) + (isEscaped ? "^" : "")
    }

    private static let circumflexes: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "'": "\"", "^": "^"]
}
