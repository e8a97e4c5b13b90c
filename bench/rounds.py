"""Measures ours and the limit in turns, because the machine's speed varies."""

from statistics import median

COUNT = 3


def compare(ours, limit):
    """Returns the medians of both functions' results, and of their ratios within a round."""
    return medians(turns(ours, limit))


def turns(ours, limit):
    """Returns both functions' results of each round, the limit first."""
    return [(limit(), ours()) for _ in range(COUNT)]


def medians(pairs):
    return {
        "ours": median(own for _, own in pairs),
        "limit": median(bound for bound, _ in pairs),
        "ratio": median(own / bound for bound, own in pairs),
    }
