import CLibical

extension CivilTime {
    /// libical's own conversions violate RFC 5545 for skipped and repeated hours, so libical gets only local times
    /// without a zone.
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
