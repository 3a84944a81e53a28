"""A value of this period beside that of the one before, and beside what it is to reach."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Any

from msgspec.structs import replace

from cxcli.analysis.difference_of_scores import Difference, difference
from cxcli.analysis.multiple_tests import benjamini_hochberg
from cxcli.analysis.verdict import significant, verdict
from cxcli.report.content import Cell, Gate, Moved
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.interval import Interval
from cxcli.scoring.metric import Metric
from cxcli.scoring.score import Score
from cxcli.scoring.square_and_add import square_and_add
from cxcli.settings.targets import Bounds, Group

_NO_LIMITS = "one of the two has no limits"


def cell(
    group: Group, score: Score, before: Score | None, change: Difference | None, bounds: Bounds | None, direction: str
) -> Cell:
    """Return a value with its change and its gate; a higher value is better unless `direction` is lower."""
    return Cell(
        group=group,
        score=score,
        before=before,
        change=change,
        moved=moved(change, direction),
        gate=None if bounds is None else gate(score, bounds, direction),
    )


def change_between(before: Score | None, after: Score, metric: Metric[Any]) -> Difference | None:
    """Return what lies between two periods of a metric; None where there is none before.

    Box scores and rates have limits and a test. All others have the limits of square-and-add from their own limits
    (Zou and Donner, Statistics in Medicine 27 (2008) 1693-1702), which takes both periods as independent: where the
    same customers are in both, the limits are too wide rather than too narrow.
    """
    if before is None:
        return None
    # What the history keeps is no counts: there the limits decide alone.
    counted = before.statistic is not None and before.value is not None and after.value is not None
    if isinstance(metric, BoxScore) and counted:
        return difference(before, after, metric)
    found = Difference(unit=after.unit, confidence=after.confidence)
    if before.value is None or after.value is None:
        return Difference(unit=after.unit, confidence=after.confidence, reason=before.reason or after.reason)
    sides = _limits(before), _limits(after)
    value = after.value - before.value
    if sides[0] is None or sides[1] is None:
        return Difference(unit=found.unit, confidence=found.confidence, value=value, reason=_NO_LIMITS)
    limits = square_and_add(after.value, sides[1], before.value, sides[0])
    return Difference(
        unit=found.unit,
        confidence=found.confidence,
        value=value,
        low=limits.low,
        high=limits.high,
        interval=limits.method,
        verdict=verdict(limits, None, found.confidence),
    )


def called_together(cells: Sequence[Cell]) -> list[Cell]:
    """Return the groups of one breakdown with what moved called for all of them at once.

    Among many groups some seem to move by chance alone: their p values are adjusted by Benjamini and Hochberg's method.
    A change that has limits and no test counts with the p of a normal estimate whose limits are as far from it.
    """
    tested = [(place, each.change) for place, each in enumerate(cells) if each.change and _p(each.change) is not None]
    adjusted = benjamini_hochberg([_p(change) or 0.0 for _, change in tested])
    found = list(cells)
    for (place, change), p in zip(tested, adjusted, strict=True):
        if not significant(p, change.confidence) and found[place].moved in ("better", "worse"):
            found[place] = replace(found[place], moved="unclear")
    return found


def moved(change: Difference | None, direction: str) -> Moved:
    """Return which way a value went for its readers."""
    if change is None or change.verdict is None:
        return "unknown"
    if change.verdict in ("same", "unclear"):
        return "same" if change.verdict == "same" else "unclear"
    return "better" if (change.verdict == "up") == (direction != "lower") else "worse"


def gate(score: Score, bounds: Bounds, direction: str) -> Gate:
    """Return how a value stands to its bounds. A bound itself is reached, and not failed."""
    if score.value is None:
        return Gate("missed" if bounds.fail is None else "failed", bounds, score.reason)
    sign = -1 if direction == "lower" else 1
    best = _better_limit(score, sign) if bounds.certain else score.value
    if bounds.fail is not None and sign * best < sign * bounds.fail:
        return Gate("failed", bounds)
    if bounds.warn is not None and sign * best < sign * bounds.warn:
        return Gate("warned", bounds)
    if bounds.target is not None and sign * score.value < sign * bounds.target:
        return Gate("missed", bounds)
    return Gate("met", bounds)


def _better_limit(score: Score, sign: int) -> float:
    """Return the limit of a value on its better side; the value where it has none."""
    limit = score.high if sign > 0 else score.low
    return score.value or 0.0 if limit is None else limit


def _p(change: Difference) -> float | None:
    """Return how often chance alone would bring such a change, where something is known of that."""
    if change.test is not None:
        return change.test.p
    if change.value is None or change.low is None or change.high is None:
        return None
    towards_0 = change.value - change.low if change.value > 0 else change.high - change.value
    if not towards_0:
        return 0.0 if change.value else 1.0
    distance = abs(change.value) / towards_0 * NormalDist().inv_cdf((1 + change.confidence) / 2)
    return 2 * NormalDist().cdf(-distance)


def _limits(score: Score) -> Interval | None:
    if score.low is None or score.high is None:
        return None
    return Interval(score.low, score.high, score.interval or "")
