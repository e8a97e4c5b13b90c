"""Ours and the limit measured in turns, because the machine is not equally fast all the time."""

from statistics import median

COUNT = 3


def compare(ours, limit):
    """The medians of what both functions return, and of their ratios within one round."""
    return medians(turns(ours, limit))


def turns(ours, limit):
    """What both functions return in each round, the limit first."""
    return [(limit(), ours()) for _ in range(COUNT)]


def medians(pairs):
    return {
        "ours": median(own for _, own in pairs),
        "limit": median(bound for bound, _ in pairs),
        "ratio": median(own / bound for bound, own in pairs),
    }
