"""Many people who act at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from visitor import Answer

ORDER_OF_ARRIVAL = """
    SELECT guests.address, rsvps.state FROM rsvps JOIN guests ON guests.id = rsvps.guest_id ORDER BY rsvps.arrival
"""


def together(everybody, work):
    """Lets everybody act at the same moment, and returns the results in the same order."""
    barrier = threading.Barrier(len(everybody))

    def start_together(each):
        barrier.wait()
        return work(each)

    with ThreadPoolExecutor(len(everybody)) as pool:
        return list(pool.map(start_together, everybody))


@dataclass
class Witnessed:
    """A response, and the times at which it was requested and received."""

    answer: Answer
    asked: float
    had: float


def witnessed(work):
    asked = time.monotonic()
    return Witnessed(work(), asked, time.monotonic())


def overtaken(order, guests, answers):
    """Returns the pairs of this order that are wrong: the second had a response before the first asked."""
    witnessed = {guest.address: answer for guest, answer in zip(guests, answers)}
    return [
        (address, other)
        for place, address in enumerate(order)
        for other in order[place + 1:]
        if witnessed[other].had < witnessed[address].asked
    ]
