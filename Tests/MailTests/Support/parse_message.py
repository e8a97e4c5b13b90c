"""Reads a message from standard input and prints as JSON what Python's email package finds in it."""

import json
import sys
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr


def person(field):
    # The newer parser keeps the space between two encoded words of a name (python/cpython#128110), which RFC 2047 §6.2
    # drops.
    raw = next(value for name, value in message.raw_items() if name == field)
    name, address = parseaddr(raw.replace("\r\n", ""))
    return {"name": str(make_header(decode_header(name))), "address": address}


def part(node):
    return {
        "type": node.get_content_type(),
        "parameters": dict(node["Content-Type"].params),
        "encoding": node.get("Content-Transfer-Encoding", ""),
        "filename": node.get_filename() or "",
        "isAttachment": node.is_attachment(),
        "text": "" if node.is_multipart() else node.get_payload(decode=True).decode("utf-8"),
        "parts": [part(child) for child in node.iter_parts()] if node.is_multipart() else [],
    }


def defects(node):
    own = [repr(defect) for defect in node.defects]
    for name, field in node.items():
        own += [f"{name}: {defect!r}" for defect in field.defects]
    return own + [defect for child in node.iter_parts() for defect in defects(child)]


message = message_from_bytes(sys.stdin.buffer.read(), policy=policy.default)
print(
    json.dumps(
        {
            "from": person("From"),
            "to": person("To"),
            "subject": str(message["Subject"]),
            "date": message["Date"].datetime.timestamp(),
            "fields": {name: str(value) for name, value in message.items()},
            "body": part(message),
            "defects": defects(message),
        }
    )
)
