"""Ours and the limit measured in turns, because the machine is not equally fast all the time."""

from statistics import median

COUNT = 3


def compare(ours, limit):
    """The medians of what both functions return, and of their ratios within one round."""
    pairs = [(limit(), ours()) for _ in range(COUNT)]
    return {
        "ours": median(own for _, own in pairs),
        "limit": median(bound for bound, _ in pairs),
        "ratio": median(own / bound for bound, own in pairs),
    }
