"""Whether two scores of one metric differ: by how much, how sure that is, and what could have been seen at all."""

from math import inf
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.answer_points import answer_points, mean_points
from cxcli.analysis.detectable import change_shown_by
from cxcli.analysis.expected_spread import half_range
from cxcli.analysis.margin import is_of_ends
from cxcli.analysis.power import ADDED_TO_NET_SHARES, ADDED_TO_SHARES, Ends, power_of_means, smallest
from cxcli.analysis.two_samples import Mean, NetShare, Share, TwoSampleTest, adjusted_wald, agresti_caffo, welch
from cxcli.analysis.verdict import DISAGREE, Verdict, disagree, verdict
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.interval import Interval, Undefined
from cxcli.scoring.score import Score
from cxcli.scoring.square_and_add import square_and_add

POWER = 0.8
"""How often a difference is to be seen that is there, where nothing else is asked for."""

TOO_FEW = "so few answers show no difference, however large"
CLOSE = "it is as large as what such samples may show, and may miss"


class Difference(Struct, frozen=True, kw_only=True):
    """The score after minus the score before, in the metric's `unit`; None where one of them has no value.

    `low` and `high` are the limits by the method `interval`, and `test` is another look at the same question, in the
    metric's unit. The `verdict` is up or down where the limits leave 0 out and the test's p is at most 1 - confidence
    (by the limits alone, where there is no test), else unclear; `same` where nothing changed and there is no doubt;
    None without limits. `detectable` is the smallest true difference that two such samples would show in a share
    `power` of all cases; None where no difference that there can be would show, and beside a difference of that size
    that is not clear. `reason` says why something is missing or unclear.
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
            counts by value; or a power is not between 0.5 and 1.
    """
    alike = before.confidence == after.confidence and before.parameters == after.parameters
    of_metric = {before.metric, after.metric} == {metric.id}
    if not (alike and of_metric and metric.parameters.items() <= before.parameters.items()):
        raise ValueError("scores that are compared are of one metric on one scale, and of one confidence")
    found = Difference(unit=metric.unit, confidence=before.confidence, power=power)
    if before.value is None or after.value is None:
        return replace(found, reason=_reasons(before, after, "value"))
    found = replace(found, value=after.value - before.value)
    one, two = _limits(before), _limits(after)
    if one is None or two is None:
        return replace(found, reason=_reasons(before, after, "low"))
    limits = square_and_add(*two, *one)
    found = replace(found, low=limits.low, high=limits.high, interval=limits.method)
    test = _test(before, after, metric)
    if isinstance(test, Undefined):
        return replace(found, verdict=verdict(limits, None, found.confidence), reason=test.reason)
    called = replace(found, test=test, verdict=verdict(limits, test.p, found.confidence))
    if disagree(limits, test.p, found.confidence):
        return replace(called, reason=DISAGREE)
    return _with_detectable(called, before, after, metric)


def _with_detectable(found: Difference, before: Score, after: Score, metric: BoxScore) -> Difference:
    """Return a difference with what would have shown; never beside one as large that is not clear."""
    least = _detectable(before, after, metric, found.power)
    if found.verdict != "unclear":
        return replace(found, detectable=least)
    if least is None:
        return replace(found, reason=TOO_FEW)
    missed = found.value is not None and abs(found.value) >= least
    return replace(found, reason=CLOSE) if missed else replace(found, detectable=least)


def _detectable(before: Score, after: Score, metric: BoxScore, power: float) -> float | None:
    """Return the smallest true change that shows that often, from where both samples together are."""
    if is_of_ends(metric):
        ends = _together(before, after, metric)
        sizes = effective_n(before), effective_n(after)
        return change_shown_by(metric, ends, sizes, confidence=before.confidence, power=power)
    sides = _mean(before, metric), _mean(after, metric)
    variances = [0.0 if side.n == inf else side.variance * side.n / (side.n - 1) for side in sides]
    one, two = variances

    def shown(change: float) -> float:
        return power_of_means(change, (one, two), (sides[0].n, sides[1].n), before.confidence)

    return smallest(shown, 2 * half_range(metric), power)


def effective_n(score: Score) -> float:
    """Return how many plain answers a score is worth; infinite for a census."""
    return float(score.n) if score.effective_n is None else score.effective_n


def _reasons(before: Score, after: Score, lacking: Literal["value", "low"]) -> str:
    """Return why a score has no value, or no limits; of both, if need be."""
    sides = (("before", before), ("after", after))
    return "; ".join(f"{name}: {score.reason}" for name, score in sides if getattr(score, lacking) is None)


def _limits(score: Score) -> tuple[float, Interval] | None:
    """Return a value with its limits, if it has some."""
    if score.value is None or score.low is None or score.high is None:
        return None
    return score.value, Interval(score.low, score.high, score.interval or "")


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


def _together(before: Score, after: Score, metric: BoxScore) -> Ends:
    """Return the shares at the ends in both samples together, with the answers added that the tests add.

    A census counts as so many answers as there are, so that it does not speak for the other side.
    """
    value = metric.source.value
    plus, minus, n, ends = 0.0, 0.0, 0.0, _ends(metric)
    added = ADDED_TO_SHARES if value.share is not None else ADDED_TO_NET_SHARES
    for score in (before, after):
        size = float(score.n) if effective_n(score) == inf else effective_n(score)
        plus, minus, n = (
            plus + float(_counts(score).share(ends[0])) * size,
            minus + float(_counts(score).share(ends[1])) * size,
            n + size,
        )
    whole = n + sum(added)
    return Ends((plus + added[0]) / whole, (minus + added[2]) / whole)


def _ends(metric: BoxScore) -> tuple[frozenset[int], frozenset[int]]:
    """Return the answers at the upper and at the lower end of the points."""
    points = answer_points(metric)
    high, low = max(points.values()), min(points.values())
    upper, lower = (frozenset(each for each in points if points[each] == end) for end in (high, low))
    return upper, lower


def _mean(score: Score, metric: BoxScore) -> Mean:
    """Return mean and variance of the points, so that an index is one too; of a known population what is left."""
    points, counts = answer_points(metric), _counts(score)
    mean, n = mean_points(counts, points), effective_n(score)
    squares = {answer: (each - mean) ** 2 for answer, each in points.items()}
    variance = float(mean_points(counts, squares))
    if n == inf:
        return Mean(float(mean), variance, n)
    return Mean(float(mean), variance * min(counts.effective_n / n, 1.0), counts.effective_n)
