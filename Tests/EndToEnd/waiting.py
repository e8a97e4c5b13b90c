"""Waiting for a condition instead of for a time."""

import time


def eventually(condition, what, within=20):
    """What the condition gives once it is true; a failure if that takes longer than `within` seconds."""
    end = time.monotonic() + within
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {within} seconds: {what}")
        time.sleep(0.02)
    return value
