"""Prints the measurements as lines of a table."""

import operator
import os
from dataclasses import dataclass

COMPARISONS = {">=": operator.ge, "<=": operator.le, "<": operator.lt}


@dataclass
class Row:
    """A measurement. `goal` is a pair such as (">=", 0.6): of the ratio if there is a limit, otherwise of `ours`."""

    what: str
    ours: float
    unit: str
    limit: float | None = None
    ratio: float | None = None
    goal: tuple[str, float] | None = None

    @property
    def is_met(self):
        word, bound = self.goal
        return COMPARISONS[word](self.ours if self.ratio is None else self.ratio, bound)


FORM = "{:<50} {:>14} {:>14} {:>6} {:>9}  {}"


def head(binary):
    print(binary)
    if os.getloadavg()[0] > 1:
        print("The machine has other work: look at ratios only, and measure again.")
    print()
    print(FORM.format("what", "ours", "limit", "ratio", "goal", ""))


def line(row):
    unit = f" {row.unit}"
    print(
        FORM.format(
            row.what,
            number(row.ours) + unit,
            "" if row.limit is None else number(row.limit) + unit,
            "" if row.ratio is None else f"{row.ratio:.2f}",
            "" if row.goal is None else f"{row.goal[0]} {row.goal[1]:g}",
            "" if row.goal is None else "met" if row.is_met else "NOT MET",
        ).rstrip(),
        flush=True,
    )


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
