"""Rules of RFC 5545 for the bytes of a calendar that parsers do not enforce."""

import re
from collections import Counter

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def faults_of(body):
    """Returns for each broken rule the first places at which it is broken."""
    found = {rule.__doc__: rule(body) for rule in RULES}
    return {rule: places[:5] for rule, places in found.items() if places}


def frame(body):
    """The file begins and ends with the calendar."""
    is_whole = body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"\r\nEND:VCALENDAR\r\n")
    return [] if is_whole else [body[:40], body[-40:]]


def line_ends(body):
    """Lines end with CR LF."""
    return re.findall(rb".{,20}(?:[^\r]\n|\r[^\n])", body)


def line_lengths(body):
    """No line is longer than 75 octets."""
    return [line for line in body.split(b"\r\n") if len(line) > 75]


def folds(body):
    """Each line is valid UTF-8: no character is split."""
    return [line for line in body.split(b"\r\n") if line.decode("utf-8", errors="replace").encode() != line]


def control_characters(body):
    """There are no control characters."""
    return [line for line in content_lines(body) if CONTROL.search(line)]


def zones(body):
    """Every zone that is named is declared once."""
    text = "\n".join(content_lines(body))
    declared = Counter(re.findall(r"^TZID:(.*)$", text, re.MULTILINE))
    named = set(re.findall(r"^[A-Z-]+(?:;[^:\n]*)?;TZID=([^;:\n]*)", text, re.MULTILINE))
    return sorted(named - set(declared)) + [zone for zone, count in declared.items() if count > 1]


def identities(body):
    """No two events have the same UID and RECURRENCE-ID."""
    found = Counter((event.uid, *event.values("RECURRENCE-ID")) for event in events(body))
    return [identity for identity, count in found.items() if count > 1]


def masters(body):
    """Every RECURRENCE-ID belongs to a recurring event."""
    recurring = {event.uid for event in events(body) if event.values("RRULE") or event.values("RDATE")}
    return [event.uid for event in events(body) if event.values("RECURRENCE-ID") and event.uid not in recurring]


def ends_of_rules(body):
    """The UNTIL of a rule is in UTC."""
    rules = [rule for event in events(body) for rule in event.values("RRULE")]
    return [rule for rule in rules if "UNTIL" in rule and not re.search(r"UNTIL=\d{8}T\d{6}Z", rule)]


def forms_of_times(body):
    """EXDATE, RDATE and RECURRENCE-ID have the form of DTSTART."""
    starts = {event.uid: event.forms("DTSTART") for event in events(body) if not event.values("RECURRENCE-ID")}
    names = ("EXDATE", "RDATE", "RECURRENCE-ID")
    return [event.uid for event in events(body) for name in names if event.forms(name) - starts.get(event.uid, set())]


RULES = [
    frame, line_ends, line_lengths, folds, control_characters,
    zones, identities, masters, ends_of_rules, forms_of_times,
]


class Event:
    """The lines of one VEVENT: name, parameters and value of each."""

    def __init__(self, text):
        self.lines = re.findall(r"^([A-Z-]+)((?:;[^:\n]*)?):(.*)$", text, re.MULTILINE)

    @property
    def uid(self):
        return self.values("UID")[0]

    def values(self, name):
        return [value for found, _, value in self.lines if found == name]

    def forms(self, name):
        """Returns the parameters of these times, and whether they are in UTC."""
        return {(parameters, value.endswith("Z")) for found, parameters, value in self.lines if found == name}


def events(body):
    text = "\n".join(content_lines(body))
    return [Event(found) for found in re.findall(r"^BEGIN:VEVENT$.*?^END:VEVENT$", text, re.MULTILINE | re.DOTALL)]


def content_lines(body):
    return body.replace(b"\r\n ", b"").decode("utf-8", errors="replace").split("\r\n")
