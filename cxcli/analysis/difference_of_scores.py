"""Whether two scores of one metric differ: by how much, how sure that is, and what could have been seen at all."""

from dataclasses import dataclass, replace
from math import inf
from typing import Literal

from cxcli.analysis.answer_points import answer_points, mean_points
from cxcli.analysis.two_samples import (
    Mean,
    NetShare,
    Share,
    TwoSampleTest,
    adjusted_wald,
    agresti_caffo,
    detectable,
    welch,
)
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.score import Score
from cxcli.scoring.square_and_add import square_and_add

Verdict = Literal["up", "down", "same", "unclear"]
POWER = 0.8
"""How often a difference is to be seen that is there, where nothing else is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The score after minus the score before, in the metric's `unit`; None where one of them has no value.

    `low` and `high` are the limits by the method `interval`. The `verdict` goes by them: up or down where they leave 0
    out, else unclear; `same` only where both scores are known without doubt. `test` is another look at the same
    question, in the metric's unit, and `detectable` the smallest true difference that two such samples would show in a
    share `power` of all cases, None where that is more than the metric can differ. `reason` says what is missing.
    """

    unit: str
    confidence: float
    value: float | None = None
    low: float | None = None
    high: float | None = None
    interval: str | None = None
    verdict: Verdict | None = None
    test: TwoSampleTest | None = None
    detectable: float | None = None
    power: float = POWER
    reason: str | None = None


def difference(before: Score, after: Score, metric: BoxScore, *, power: float = POWER) -> Difference:
    """Return what lies between two scores of `metric`, from independent samples, at their own confidence.

    The limits are square-and-add of the scores' own limits. The test is adjusted Wald for a difference of two shares,
    Agresti and Caffo's for a share, Welch's for a mean. Weights and a known population count by the effective n.

    Raises:
        ValueError: the scores have different confidences, are not of this metric, scale and boxes, or rest on no
            counts by value.
    """
    alike = before.confidence == after.confidence and before.parameters == after.parameters
    of_metric = {before.metric, after.metric} == {metric.id}
    if not (alike and of_metric and metric.parameters.items() <= before.parameters.items()):
        raise ValueError("scores that are compared are of one metric on one scale, and of one confidence")
    found = Difference(unit=metric.unit, confidence=before.confidence, power=power)
    if before.value is None or after.value is None:
        return replace(found, reason=_reasons(before, after, "value"))
    limited = _limited(replace(found, value=after.value - before.value), before, after)
    test = _test(before, after, metric)
    if isinstance(test, Undefined):
        return replace(limited, reason=limited.reason or test.reason)
    smallest = detectable(test, before.confidence, power)
    points = answer_points(metric).values()
    fits = smallest <= max(points) - min(points)
    return replace(limited, test=test, detectable=smallest if fits else None)


def effective_n(score: Score) -> float:
    """Return how many plain answers a score is worth; infinite for a census."""
    return float(score.n) if score.effective_n is None else score.effective_n


def _reasons(before: Score, after: Score, lacking: Literal["value", "low"]) -> str:
    """Return why a score has no value, or no limits; of both, if need be."""
    sides = (("before", before), ("after", after))
    return "; ".join(f"{name}: {score.reason}" for name, score in sides if getattr(score, lacking) is None)


def _limited(found: Difference, before: Score, after: Score) -> Difference:
    """Return the difference with its limits and verdict, or the reason why it has none."""
    one, two = _limits(before), _limits(after)
    if one is None or two is None:
        return replace(found, verdict="unclear", reason=_reasons(before, after, "low"))
    both = square_and_add(*two, *one)
    return replace(found, low=both.low, high=both.high, interval=both.method, verdict=_verdict(both))


def _limits(score: Score) -> tuple[float, Interval] | None:
    """Return a value with its limits, if it has some."""
    if score.value is None or score.low is None or score.high is None:
        return None
    return score.value, Interval(score.low, score.high, score.interval or "")


def _verdict(limits: Interval) -> Verdict:
    if limits.low > 0:
        return "up"
    if limits.high < 0:
        return "down"
    return "same" if limits.low == limits.high else "unclear"


def _test(before: Score, after: Score, metric: BoxScore) -> TwoSampleTest | Undefined:
    if effective_n(before) == effective_n(after) == inf:
        return Undefined("everybody answered both times: there is no chance in it, and so nothing to test")
    value, confidence = metric.source.value, before.confidence
    found: TwoSampleTest | Undefined
    if value.plus is not None:
        found = adjusted_wald(_net(before, metric), _net(after, metric), confidence)
    elif value.share is not None:
        found = agresti_caffo(_share(before, metric), _share(after, metric), confidence)
    else:
        return welch(_mean(before, metric), _mean(after, metric), confidence)
    return found if isinstance(found, Undefined) else _in_percent(found)


def _in_percent(test: TwoSampleTest) -> TwoSampleTest:
    difference, low, high, error = (100 * each for each in (test.difference, test.low, test.high, test.error))
    return replace(test, difference=difference, low=low, high=high, error=error)


def _counts(score: Score) -> CountsByValue:
    if not isinstance(score.statistic, CountsByValue):
        raise ValueError("a score that is compared rests on counts by value")  # noqa: TRY004 - the score is at fault
    return score.statistic


def _net(score: Score, metric: BoxScore) -> NetShare:
    plus, minus = (metric.boxes[name or ""] for name in (metric.source.value.plus, metric.source.value.minus))
    counts = _counts(score)
    return NetShare(float(counts.share(plus)), float(counts.share(minus)), effective_n(score))


def _share(score: Score, metric: BoxScore) -> Share:
    return Share(float(_counts(score).share(metric.boxes[metric.source.value.share or ""])), effective_n(score))


def _mean(score: Score, metric: BoxScore) -> Mean:
    """Return mean and variance of the points, so that an index is one too."""
    points, counts = answer_points(metric), _counts(score)
    mean = mean_points(counts, points)
    squares = {answer: (each - mean) ** 2 for answer, each in points.items()}
    return Mean(float(mean), float(mean_points(counts, squares)), effective_n(score))
