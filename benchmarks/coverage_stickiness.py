"""How often the limits of stickiness hold the true one, by drawing many logs of a month.

    python benchmarks/coverage_stickiness.py

prints the Markdown table of docs/activity.md, in some minutes. A user is there on a day with a chance of his own, drawn
from a beta distribution, so the days of one user go together. Users are taken as they come: who is never there is not
in the log. Beside the limits over users stand those of Wilson with user days as the units, which are not used.
"""

import sys
from collections.abc import Iterator
from math import lgamma

import numpy as np

from cxcli.scoring.interval import Undefined
from cxcli.scoring.proportion import wilson
from cxcli.scoring.ratio_interval import ratio_interval
from cxcli.scoring.ratio_sums import RatioSums

DAYS, DRAWS, CONFIDENCE, SEED = 30, 1_000, 0.95, 1
SIZES = (20, 50, 200, 1_000)
SHAPES = ((2.0, 6.0), (0.5, 3.0), (0.2, 0.6))
"""The two shapes of each beta distribution: users alike, many rare ones, and a few who are always there."""


def never(a: float, b: float) -> float:
    """The chance that a user is on no day of the month there."""
    return float(np.exp(lgamma(b + DAYS) + lgamma(a + b) - lgamma(b) - lgamma(a + b + DAYS)))


def truth(a: float, b: float) -> float:
    """The true stickiness: the expected share of days of a user who is there at least once."""
    return a / (a + b) / (1 - never(a, b))


def log_of(random: np.random.Generator, n: int, shape: tuple[float, float]) -> np.ndarray:
    """The days of `n` users who were there."""
    days = np.zeros(0, np.int64)
    while len(days) < n:
        drawn = random.binomial(DAYS, random.beta(*shape, size=4 * n))
        days = np.concatenate([days, drawn[drawn > 0]])
    return days[:n]


def measured(n: int, shape: tuple[float, float], draws: int) -> tuple[float, float, float]:
    """How often limits over users hold the truth, their mean width in points, and how often those over days do."""
    random, true = np.random.default_rng(SEED), truth(*shape)
    held, widths, naive = 0, [], 0
    for _ in range(draws):
        days = log_of(random, n, shape)
        limits = ratio_interval(RatioSums.of(np.full(n, DAYS), days), CONFIDENCE, possible=(0, 1))
        over_days = wilson(float(days.sum() / (n * DAYS)), n * DAYS, CONFIDENCE)
        naive += over_days.low <= true <= over_days.high
        if isinstance(limits, Undefined):
            continue
        held += limits.low <= true <= limits.high
        widths.append(100 * (limits.high - limits.low))
    return held / draws, float(np.mean(widths)), naive / draws


def table(draws: int) -> Iterator[str]:
    """A row for each number of users: coverage and mean width by shape, and the coverage over days."""
    heads = (f"true {100 * truth(*shape):.1f} %" for shape in SHAPES)
    yield f"| users | {' | '.join(heads)} |"
    yield "|---:|" + "---|" * len(SHAPES)
    for n in SIZES:
        cells = [measured(n, shape, draws) for shape in SHAPES]
        shown = (f"{100 * held:.1f} %, {width:.1f} ({100 * naive:.1f} %)" for held, width, naive in cells)
        yield f"| {n:,} | {' | '.join(shown)} |"


if __name__ == "__main__":
    for line in table(DRAWS):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
