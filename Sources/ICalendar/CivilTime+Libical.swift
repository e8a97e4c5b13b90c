import CLibical

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
