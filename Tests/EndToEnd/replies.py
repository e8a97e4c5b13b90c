"""Replies of calendar programs to an invitation by email (iMIP)."""

from email.message import EmailMessage
from email.utils import make_msgid

STAMP = "20261201T120000Z"


def reply(letter, participation, by=None, stamp=STAMP, day=()):
    """Returns recipient and bytes of a reply to the invitation in an email, in the shape that Gmail gives it. The guest
    replies, or `by`, to whom the email was forwarded. `day` has lines that say which day of several is meant."""
    (event,) = letter.invitation.walk("VEVENT")
    attendee = f"mailto:{by}" if by else str(event["ATTENDEE"])
    organiser = str(event["ORGANIZER"]).removeprefix("mailto:")
    message = EmailMessage()
    message["From"] = attendee.removeprefix("mailto:")
    message["To"] = organiser
    message["Subject"] = f"{participation.title()}: {event['SUMMARY']}"
    message["Message-ID"] = make_msgid(domain="calendar.example.net")
    message.set_content(f"{message['From']} has answered: {participation}\n")
    calendar = calendar_text(event, attendee, participation, stamp, day)
    message.add_alternative(calendar, subtype="calendar", params={"method": "REPLY"})
    return organiser, message.as_bytes()


def calendar_text(event, attendee, participation, stamp, day=()):
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//Example//Calendar//EN", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT",
        f"UID:{event['UID']}", f"DTSTAMP:{stamp}", f"SEQUENCE:{event['SEQUENCE']}", *day,
        f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={participation.upper()}:{attendee}", "END:VEVENT", "END:VCALENDAR", "",
    ]
    return "\r\n".join(lines)
