"""Reads messages from standard input, each a line in base64, and prints as JSON what Python's email package finds."""

import base64
import json
import sys
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime


def line(text):
    return " ".join(text.split())


def field(message, name):
    # Python returns bytes that are not ASCII with an unknown charset.
    return str(make_header(decode_header(message.get(name, ""))))


def addresses(message, *names):
    fields = [str(value) for name in names for value in message.get_all(name, [])]
    found = [address for _, address in getaddresses(fields) if "@" in address]
    known = {}
    for address in found:
        known.setdefault(address.lower(), address)
    return list(known.values())


def identifiers(message, name):
    return [word.strip("<>") for word in message.get(name, "").split()]


def text(part):
    decoded = part.get_payload(decode=True).decode(part.get_content_charset("utf-8"), "replace")
    # If the last boundary is missing, Python drops the line end before it.
    return decoded.removeprefix("\ufeff").rstrip("\r\n")


def method(part):
    value = part.get_param("method")
    return value and value.upper()


def leaves(part):
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        return [leaf for child in part.get_payload() for leaf in leaves(child)]
    return [] if part.is_multipart() else [part]


def seen(raw):
    message = message_from_bytes(raw)
    parts = leaves(message)
    plain = [part for part in parts if part.get_content_type() == "text/plain" and part.get_content_disposition() != "attachment"]
    calendars = [part for kind in ("text/calendar", "application/ics") for part in parts if part.get_content_type() == kind]
    return {
        "messageID": next(iter(identifiers(message, "Message-ID")), None),
        "from": next(iter(addresses(message, "From")), None),
        "recipients": addresses(message, "Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"),
        "subject": line(field(message, "Subject")),
        "date": parsedate_to_datetime(message["Date"]).timestamp() if message["Date"] else None,
        "references": identifiers(message, "References"),
        "calendars": [{"method": method(part), "text": text(part)} for part in calendars],
        "plainText": text(plain[0]) if plain else None,
    }


print(json.dumps([seen(base64.b64decode(raw)) for raw in sys.stdin.read().split()]))
