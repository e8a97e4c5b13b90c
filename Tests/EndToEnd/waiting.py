"""Waits for a condition instead of for a time."""

import time


def eventually(condition, what, within=20):
    """Returns the condition's value once it is true. Fails if that takes longer than `within` seconds."""
    end = time.monotonic() + within
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {within} seconds: {what}")
        time.sleep(0.02)
    return value
