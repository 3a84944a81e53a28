"""How often an interval of one score holds the true score, and how wide it is: every possible sample, no simulation.

    python benchmarks/coverage.py

prints the Markdown tables of docs/statistics.md about NPS and about shares, in a few seconds.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from outcomes import (
    CONFIDENCE,
    NPS,
    SHARE,
    Array,
    Counts,
    Coverage,
    Method,
    limits,
    of_difference,
    of_share,
    points,
    probabilities,
    splits,
)

from cxcli.scoring import mean
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.intervals import DIFFERENCE_METHODS, SHARE_METHODS

SIZES = (5, 10, 20, 50)
TRINOMIALS = ((30, 40, 30), (20, 30, 50), (10, 30, 60), (5, 20, 75))
NPS_PARTS, SHARE_PARTS = 100, 1000
"""The grids: all shares in steps of 1 % for NPS, of 0.1 % for shares, none of them 0."""


def t(minus: int, passive: int, plus: int) -> Interval:
    """The t interval of answers scored 1, 0 and -1, cut at -1 and 1; without width where all are alike."""
    n = minus + passive + plus
    value = (plus - minus) / n
    interval = mean.t(value, max((plus + minus) / n - value**2, 0.0), n, CONFIDENCE)
    if isinstance(interval, Undefined):
        return Interval(value, value, "t")
    return Interval(max(interval.low, -1.0), min(interval.high, 1.0), interval.method)


NPS_METHODS: Mapping[str, Method] = {
    **{name: of_difference(DIFFERENCE_METHODS[name]) for name in ("score", "adjusted-wald", "wald")},
    "t": t,
}
SHARES: Mapping[str, Method] = {name: of_share(method) for name, method in SHARE_METHODS.items()}


def coverage(method: Method, samples: Counts, truths: Counts, weights: Sequence[int]) -> tuple[Array, Array]:
    """How probably the limits hold each truth, and their mean width in points, over all samples."""
    found = limits(method, samples)
    probable = probabilities(samples, truths)
    held = found.hold(points(truths, weights)[:, None])
    return (probable * held).sum(axis=1), probable @ found.width


def over_grid(method: Method, n: int, truths: Counts, weights: Sequence[int]) -> Coverage:
    """The coverage of samples of `n` answers over a grid of truths."""
    held, width = coverage(method, splits(n, len(weights)), truths, weights)
    return Coverage(float(held.mean()), float(held.min()), float(width.mean()))


def trinomial_table(sizes: Sequence[int]) -> Iterator[str]:
    """A few true NPS, one a row, with coverage and mean width."""
    truths = np.array(TRINOMIALS)
    yield "| n | true NPS | detractors, passives, promoters | " + " | ".join(NPS_METHODS) + " |"
    yield "|---:|---:|---|" + "---|" * len(NPS_METHODS)
    for n in sizes:
        found = [coverage(method, splits(n, 3), truths, NPS) for method in NPS_METHODS.values()]
        for row, (true, shares) in enumerate(zip(points(truths, NPS), TRINOMIALS, strict=True)):
            cells = (f"{100 * held[row]:.1f} %, {width[row]:.1f}" for held, width in found)
            yield f"| {n} | {true:.0f} | " + ", ".join(f"{share} %" for share in shares) + f" | {' | '.join(cells)} |"


def grid_table(
    sizes: Sequence[int], methods: Mapping[str, Method], truths: Counts, weights: Sequence[int]
) -> Iterator[str]:
    """One row for each size: mean coverage, lowest coverage, mean width."""
    yield "| n | " + " | ".join(methods) + " |"
    yield "|---:|" + "---|" * len(methods)
    for n in sizes:
        cells = (str(over_grid(method, n, truths, weights)) for method in methods.values())
        yield f"| {n} | " + " | ".join(cells) + " |"


def tables(sizes: Sequence[int] = SIZES) -> list[list[str]]:
    """The lines of each table."""
    return [
        list(trinomial_table(sizes)),
        list(grid_table(sizes, NPS_METHODS, splits(NPS_PARTS, 3, least=1), NPS)),
        list(grid_table(sizes, SHARES, splits(SHARE_PARTS, 2, least=1), SHARE)),
    ]


if __name__ == "__main__":
    print("\n\n".join("\n".join(lines) for lines in tables()))
