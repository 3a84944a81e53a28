"""The same respondents in two waves: who moved where, and how much that moved the score."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from math import sqrt

from msgspec import Struct

from cxcli.analysis.answer_points import Points, answer_points, mean_points
from cxcli.analysis.two_samples import two_sided_p
from cxcli.analysis.verdict import DISAGREE, Verdict, disagree, verdict
from cxcli.scoring import mean
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.difference import score as score_interval
from cxcli.scoring.interval import Interval, Undefined

Pairs = Mapping[tuple[int, int], int]
"""How many respondents gave each (answer before, answer after)."""

OUTSIDE = "other"
"""What answers that are in none of the metric's boxes are called among the transitions."""


class PairedDifference(Struct, frozen=True, kw_only=True):
    """What became of `n` respondents: value before and after, and their `difference` with its limits.

    Values are in the metric's unit. `test` names the test, `p` is how often chance alone would move as much. The
    `verdict` is up or down where the limits leave 0 out and p is at most 1 - confidence, else unclear; None without
    limits. Where there are no limits, or where limits and test disagree, `reason` says so. `transitions` counts
    respondents by the box of their answer before and after; for a metric without boxes, by the answers themselves.
    """

    n: int
    before: float
    after: float
    difference: float
    low: float | None
    high: float | None
    interval: str
    test: str
    p: float | None
    verdict: Verdict | None
    reason: str | None
    transitions: Mapping[tuple[str, str], int]


def paired(pairs: Pairs, metric: BoxScore, *, confidence: float = 0.95) -> PairedDifference:
    """Return what changed among respondents who answered twice.

    A share: Tango's score interval of those who came into the box less those who left it, and McNemar's mid-p test.
    All other metrics: the t interval and the paired t test of each respondent's own difference.

    Source: Tango, Statistics in Medicine 17 (1998) 891-908; Fagerland, Lydersen and Laake, BMC Medical Research
    Methodology 13 (2013) 91; Student, Biometrika 6 (1908) 1-25.

    Raises:
        ValueError: there are no pairs, or an answer is not on the scale.
    """
    points = answer_points(metric)
    waves = [mean_points(_wave(pairs, side), points) for side in (0, 1)]
    found = _share(pairs, metric, confidence) if metric.source.value.share else _mean(pairs, points, confidence)
    limits = found.limits
    unsure = isinstance(limits, Interval) and disagree(limits, found.p, confidence)
    return PairedDifference(
        n=sum(pairs.values()),
        before=float(waves[0]),
        after=float(waves[1]),
        difference=float(waves[1] - waves[0]),
        low=None if isinstance(limits, Undefined) else limits.low,
        high=None if isinstance(limits, Undefined) else limits.high,
        interval=found.method,
        test=found.test,
        p=found.p,
        verdict=None if isinstance(limits, Undefined) else verdict(limits, found.p, confidence),
        reason=limits.reason if isinstance(limits, Undefined) else DISAGREE if unsure else None,
        transitions=transitions(pairs, metric),
    )


def transitions(pairs: Pairs, metric: BoxScore) -> Mapping[tuple[str, str], int]:
    """Return the respondents by box before and box after, in the order of the boxes; only moves that occur."""
    box_of = {answer: name for name, answers in metric.boxes.items() for answer in answers}
    names = [*metric.boxes, OUTSIDE] if metric.boxes else [str(answer) for answer in answer_points(metric)]
    if not metric.boxes:
        box_of = {answer: str(answer) for answer in answer_points(metric)}
    moves = Counter[tuple[str, str]]()
    for (before, after), count in pairs.items():
        moves[box_of.get(before, OUTSIDE), box_of.get(after, OUTSIDE)] += count
    ordered = ((before, after) for before in names for after in names)
    return {move: moves[move] for move in ordered if moves[move]}


def mcnemar_mid_p(gained: int, lost: int) -> float:
    """Return how often chance alone would split those who changed as unevenly, the split itself counted by half.

    Source: Fagerland, Lydersen and Laake, BMC Medical Research Methodology 13 (2013) 91. 1 where nobody changed.
    """
    from scipy.special import bdtr  # noqa: PLC0415 - scipy costs start-up time that other commands do not need

    fewer, changed = min(gained, lost), gained + lost
    below = float(bdtr(fewer - 1, changed, 0.5)) if fewer else 0.0
    return min(below + float(bdtr(fewer, changed, 0.5)), 1.0)


class _Found(Struct, frozen=True):
    limits: Interval | Undefined
    method: str
    test: str
    p: float | None


def _wave(pairs: Pairs, side: int) -> CountsByValue:
    counts = Counter[int]()
    for pair, count in pairs.items():
        counts[pair[side]] += count
    return CountsByValue.of(counts)


def _share(pairs: Pairs, metric: BoxScore, confidence: float) -> _Found:
    box = metric.boxes[metric.source.value.share or ""]
    gained = sum(count for (before, after), count in pairs.items() if before not in box and after in box)
    lost = sum(count for (before, after), count in pairs.items() if before in box and after not in box)
    n = sum(pairs.values())
    limits = score_interval(gained / n, lost / n, n, confidence)
    in_percent = Interval(100 * limits.low, 100 * limits.high, limits.method)
    return _Found(in_percent, limits.method, "McNemar mid-p", mcnemar_mid_p(gained, lost))


def _mean(pairs: Pairs, points: Points, confidence: float) -> _Found:
    moves = Counter[Fraction]()
    for (before, after), count in pairs.items():
        moves[points[after] - points[before]] += count
    changes = CountsByValue.of(moves)
    value, spread, n = float(changes.mean()), float(changes.variance()), changes.n
    limits = mean.t(value, spread, n, confidence)
    if isinstance(limits, Undefined):
        why = "one respondent shows" if n == 1 else "all respondents moved alike and show"
        return _Found(
            Undefined(f"{why} no spread, so the interval of the difference is unknown"), "t", "paired t", None
        )
    furthest = float(max(points.values()) - min(points.values()))
    within = Interval(max(limits.low, -furthest), min(limits.high, furthest), limits.method)
    p = two_sided_p(value / sqrt(spread / (n - 1)), n - 1)
    return _Found(within, "t", "paired t", p)
