"""How often the interval of the difference of two independent scores holds the true difference, and how wide it is.

    python benchmarks/coverage_differences.py

prints the Markdown table of docs/statistics.md, in a few seconds. Every pair of samples is enumerated, no simulation:
the limits of a pair do not depend on what is true, so all pairs of true values with the same difference share one table
of the pairs of samples that hold it, and their probabilities are two products of matrices.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from outcomes import (
    CONFIDENCE,
    NPS,
    SHARE,
    Array,
    Counts,
    Coverage,
    Limits,
    Method,
    limits,
    of_difference,
    of_share,
    points,
    probabilities,
    splits,
)

from cxcli.scoring.difference import score
from cxcli.scoring.interval import z_quantile
from cxcli.scoring.proportion import wilson

SIZES = ((5, 5), (10, 10), (20, 20), (50, 50), (10, 50))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of score: what the classes add to it, its grid of true values, and the interval of one score."""

    weights: Sequence[int]
    truths: Counts
    method: Method


# All shares in steps of 5 % for NPS, of 1 % for shares, none of them 0.
KINDS = {
    "NPS": Kind(NPS, splits(20, 3, least=1), of_difference(score)),
    "share": Kind(SHARE, splits(100, 2, least=1), of_share(wilson)),
}


def square_and_add(kind: Kind, first: Counts, second: Counts) -> Limits:
    """The limits of all pairs, as `cxcli.scoring.square_and_add` has them, in one table."""
    value1, limits1 = points(first, kind.weights)[:, None], limits(kind.method, first)
    value2, limits2 = points(second, kind.weights), limits(kind.method, second)
    low1, high1 = limits1.low[:, None], limits1.high[:, None]
    below = np.hypot(value1 - low1, limits2.high - value2)
    above = np.hypot(high1 - value1, value2 - limits2.low)
    return Limits(value1 - value2 - below, value1 - value2 + above)


def wald(kind: Kind, first: Counts, second: Counts) -> Limits:
    """The textbook limits of all pairs: the difference plus or minus z standard errors, cut where no difference is."""
    difference = points(first, kind.weights)[:, None] - points(second, kind.weights)
    error = np.sqrt(_variance(kind, first)[:, None] + _variance(kind, second))
    most = 100.0 * (max(kind.weights) - min(kind.weights))
    half = z_quantile(CONFIDENCE) * error
    return Limits(np.maximum(difference - half, -most), np.minimum(difference + half, most))


METHODS = {"square-and-add": square_and_add, "wald": wald}


def coverage(kind: Kind, first: Counts, second: Counts, found: Limits) -> tuple[Array, Array]:
    """How probably the limits hold each true difference, and their mean width: rows and columns are the two truths."""
    probable1, probable2 = probabilities(first, kind.truths), probabilities(second, kind.truths)
    true = np.round(points(kind.truths, kind.weights), 6)
    differences = np.round(true[:, None] - true, 6)
    held = np.empty_like(differences)
    for difference in np.unique(differences):
        there = differences == difference
        held[there] = (probable1 @ found.hold(difference).astype(float) @ probable2.T)[there]
    return held, probable1 @ found.width @ probable2.T


def over_grid(kind: Kind, method: str, sizes: tuple[int, int]) -> Coverage:
    """The coverage of two samples of these sizes over all pairs of the grid."""
    first, second = (splits(n, len(kind.weights)) for n in sizes)
    held, width = coverage(kind, first, second, METHODS[method](kind, first, second))
    return Coverage(float(held.mean()), float(held.min()), float(width.mean()))


def table(sizes: Sequence[tuple[int, int]] = SIZES) -> list[str]:
    """The lines of the table: one row for each pair of sizes, mean coverage, lowest coverage, mean width."""
    columns = [(kind, method) for kind in KINDS for method in METHODS]
    lines = [
        "| n | " + " | ".join(f"{kind}, {method}" for kind, method in columns) + " |",
        "|---|" + "---|" * len(columns),
    ]
    for pair in sizes:
        cells = " | ".join(str(over_grid(KINDS[kind], method, pair)) for kind, method in columns)
        lines.append(f"| {pair[0]} and {pair[1]} | {cells} |")
    return lines


def _variance(kind: Kind, samples: Counts) -> Array:
    """The squared standard error of each sample's value, in points."""
    n, weights = samples.sum(axis=1), np.array(kind.weights)
    mean = samples @ weights / n
    return 100**2 * np.maximum(samples @ weights**2 / n - mean**2, 0) / n


if __name__ == "__main__":
    print("\n".join(table()))
