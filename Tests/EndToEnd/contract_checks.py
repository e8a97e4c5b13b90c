"""Hooks and checks of ours for schemathesis, which loads this file.

A body that matches its schema may still be wrong in its context, which no schema can express: a city that does not
exist, a start in the past. Bodies that must be accepted get sensible values before they are sent, so that a refusal is
a fault of ours, or of the document.
"""

import itertools
import os
import re

import requests
import schemathesis

ADA = "Ada <ada@example.org>"
SENSIBLE = {
    "city": "tours", "rule": "second thursday", "from": "2026-12-01", "start": "2027-03-01T19:00", "duration": "2h",
    "until": "2h", "confirm": "7d", "cancelled": ["2027-01-14 Snow"], "skip": ["2027-02-11"],
    "add": ["2027-01-06T18:30"], "timezone": "Europe/Paris",
}
REFUSABLE = {
    "addMeetup": ["start"],
    "createRSVP": ["email", "companions"],
}
"""Fields that may be refused: a day may have its meetup already, a local part be too long, a party too large."""


numbers = itertools.count()


def operation_id(case):
    return case.operation.definition.raw["operationId"]


def give_sense(fields):
    """Replaces values that cannot be made up, at every level."""
    for name, value in fields.items():
        if name in SENSIBLE and not isinstance(value, bool):
            fields[name] = SENSIBLE[name]
        elif name == "slug":
            fields[name] = str(next(numbers)).zfill(len(value))
        elif name == "reconfirm":
            fields[name] = "48h" if value != "no" else value
        elif name == "reminders":
            fields[name] = ["1d" for _ in value]
        elif name == "hosts":
            fields[name] = [host if len(host) <= 80 and not host.endswith(">") else ADA for host in value]
        elif name == "move":
            fields[name] = [give_sense({**moved, "date": "2027-03-11"}) for moved in value[:1]]
        elif isinstance(value, dict):
            give_sense(value)
    if "unconfirmed" in fields:
        fields["confirm"] = "7d"
    if "confirm" in fields:
        fields["hosts"] = [ADA]
    if "reason" in fields and "slug" in fields:
        fields["cancelled"] = True
    return fields


def renew_key(headers):
    """Renews the key, because a key that was used before is refused with another body."""
    key = headers.get("Idempotency-Key")
    if isinstance(key, str) and re.fullmatch("[!-~]{1,255}", key):
        headers["Idempotency-Key"] = str(next(numbers)).zfill(max(len(key), 12))


def undo(case):
    """Undoes an earlier cancellation or restoration, so that it can be repeated."""
    inverse = {"cancelMeetup": "restore", "restoreMeetup": "cancel"}.get(operation_id(case))
    if inverse and (token := os.environ.get("CONTRACT_TOKEN")):
        url = f"{os.environ['CONTRACT_URL']}/meetups/{case.path_parameters['meetup']}/{inverse}"
        requests.post(url, headers={"Authorization": f"Bearer {token}"}, timeout=10)


@schemathesis.hook
def before_call(context, case, kwargs):
    renew_key(case.headers or {})
    undo(case)
    if not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.body, dict):
        give_sense(case.body)
    if operation_id(case) == "listDates" and case.query:
        give_sense(case.query)


@schemathesis.hook
def after_call(context, case, response):
    """Tells the test which status each operation got."""
    sort = "positive" if case.meta.generation.mode.is_positive else "negative"
    with open(os.environ["CONTRACT_ANSWERS"], "a") as answers:
        answers.write(f"{operation_id(case)} {sort} {response.status_code}\n")


@schemathesis.check
def taken_if_it_makes_sense(ctx, response, case):
    if response.status_code != 422 or not case.meta.generation.mode.is_positive:
        return
    faults = {fault["field"]: fault["detail"] for fault in response.json()["errors"]}
    allowed = REFUSABLE.get(operation_id(case), [])
    unexpected = {field: detail for field, detail in faults.items() if field not in allowed}
    assert not unexpected, f"as the schema says, and refused: {unexpected}"


@schemathesis.check
def every_refusal_says_why(ctx, response, case):
    if response.status_code < 400:
        return
    problem = response.json()
    assert problem["status"] == response.status_code, problem
    assert problem["detail"], problem
    if response.status_code == 422:
        assert problem["errors"] and all(fault["detail"] for fault in problem["errors"]), problem
