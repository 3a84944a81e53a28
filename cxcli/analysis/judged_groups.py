"""Many groups judged fairly: how far chance, and what groups usually differ by, explain where each of them stands."""

from collections.abc import Mapping, Sequence
from math import fsum, inf
from typing import Literal

from msgspec import Struct

from cxcli.analysis.case_mix import Adjusted, GroupCells, Stratum, adjusted, totals
from cxcli.analysis.funnel import FUNNEL, Dispersion, between_variance, dispersion, limits, shrunken, with_between
from cxcli.analysis.group_moments import Moments
from cxcli.analysis.group_tests import EXACT_UP_TO, cautious_p, exact_p, normal_p, z_of
from cxcli.analysis.group_value import GroupValue
from cxcli.analysis.multiple_tests import benjamini_hochberg
from cxcli.scoring.interval import Interval
from cxcli.scoring.score import Score

Verdict = Literal["better", "worse", "unclear", "small", "unjudged"]

_TWO = 2
_PERCENT = 100


class Standing(Struct, frozen=True, kw_only=True):
    """Where a group stands; all values in the metric's unit, adjusted if the groups are.

    `expected` is what all groups have with the cases of this one. `shrunken` is the value drawn towards the overall one
    as far as chance may have moved it. `funnel` holds the inner and the outer limits around the overall value. `z` is
    the distance from the overall value in standard errors, `p` how often chance alone makes as much of it, `q` that p
    adjusted for all groups that were judged.
    """

    value: float
    low: float | None
    high: float | None
    expected: float
    shrunken: float
    funnel: tuple[Interval, ...]
    z: float
    p: float
    q: float

    def outside(self, place: int) -> bool:
        """Whether the value is outside the inner (0) or the outer (1) limits."""
        return not self.funnel[place].low <= self.value <= self.funnel[place].high


class JudgedGroup(Struct, frozen=True, kw_only=True):
    """One group: its score, and where it stands; None if it is too small or has none to be compared with."""

    name: str
    score: Score
    verdict: Verdict
    standing: Standing | None = None


class Judgement(Struct, frozen=True, kw_only=True):
    """The groups beside the `overall` value. Where fewer than two can be judged, there is no `dispersion`."""

    overall: float
    groups: Sequence[JudgedGroup]
    dispersion: Dispersion | None

    @property
    def standings(self) -> list[Standing]:
        """Where those groups stand of which something can be said."""
        return [group.standing for group in self.groups if group.standing is not None]


def judgement(
    scores: Mapping[str, Score], cells: GroupCells, value: GroupValue, *, min_n: int, level: float
) -> Judgement:
    """Return where each group stands, in the order of the `scores`; `level` is that of the adjusted p values.

    Groups with fewer than `min_n` answers are not judged, but part of the overall value. One that answers by chance
    alone could not move, since no other group has such cases or all their answers are alike, is not judged either.

    Raises:
        ZeroDivisionError: the bases of a group, or of a stratum, add up to 0.
    """
    found = adjusted(cells, proportional=value.proportional)
    overall = float(sum(totals(cells).values(), start=Moments()).value)
    fit = {name: found[name] for name, score in scores.items() if score.n >= min_n and found[name].test_error > 0}
    standings, spread = _standings(fit, scores, cells, _Yardstick(value, overall))
    groups = [_group(name, score, standings.get(name), min_n, level, value) for name, score in scores.items()]
    return Judgement(overall=overall, groups=groups, dispersion=spread)


class _Yardstick(Struct, frozen=True):
    """What groups are measured by."""

    value: GroupValue
    overall: float

    def distance(self, found: Adjusted) -> float:
        """Return how far a group is from the overall value."""
        return float(found.value) - self.overall

    def p(self, found: Adjusted, mine: Mapping[Stratum, Moments], strata: Mapping[Stratum, Moments]) -> float:
        """Return how often chance alone would move a group as far."""
        exact = self.value.counts and found.n <= EXACT_UP_TO
        if exact and all(_plain(strata[stratum]) for stratum in mine):
            shares = [(each.n, strata[stratum].n, _counting(strata[stratum])) for stratum, each in mine.items()]
            return exact_p(sum(map(_counting, mine.values())), shares)
        distance, own = self.distance(found), found.own_error
        t = None if own is None else distance / own if own else inf
        return cautious_p(distance / found.test_error, t, found.n)


def _standings(
    fit: Mapping[str, Adjusted], scores: Mapping[str, Score], cells: GroupCells, yardstick: _Yardstick
) -> tuple[dict[str, Standing], Dispersion | None]:
    """Return where each group stands, and how far they lie apart; nothing of fewer than two."""
    if len(fit) < _TWO:
        return {}, None
    errors = [each.error for each in fit.values()]
    distances = [yardstick.distance(each) / each.error for each in fit.values()]
    spread, usual = dispersion(distances, errors), between_variance(fsum(z**2 for z in distances), errors)
    strata = totals(cells)
    z_values = {
        name: z_of(yardstick.p(each, cells[name], strata), yardstick.distance(each))
        * _narrowed(each.test_error, spread.between)
        for name, each in fit.items()
    }
    q_values = benjamini_hochberg([normal_p(z) for z in z_values.values()])
    return {
        name: _standing(each, scores[name], yardstick, spread.between, usual, z_values[name], q)
        for (name, each), q in zip(fit.items(), q_values, strict=True)
    }, spread


def _narrowed(error: float, between: float) -> float:
    """Return what is left of a distance in standard errors where what groups usually differ by is one of them."""
    return error / with_between(error, between) if between else 1.0


def _standing(
    found: Adjusted, score: Score, yardstick: _Yardstick, between: float, usual: float, z: float, q: float
) -> Standing:
    factor, shift, possible = float(found.factor), float(found.shift), yardstick.value.possible
    value, overall, error = float(found.value), yardstick.overall, with_between(found.error, between)
    low = None if score.low is None else min(score.low * factor + shift, value)
    high = None if score.high is None else max(score.high * factor + shift, value)
    return Standing(
        value=_cut(value, possible),
        low=None if low is None else _cut(low, possible),
        high=None if high is None else _cut(high, possible),
        expected=float(found.expected),
        shrunken=_cut(shrunken(value, overall, found.error, usual), possible),
        funnel=tuple(limits(overall, error, confidence, possible) for confidence in FUNNEL),
        z=z,
        p=normal_p(z),
        q=q,
    )


def _cut(value: float, possible: tuple[float, float]) -> float:
    """Return a value cut at the ends of what is possible, where adjustment goes beyond them."""
    return min(max(value, possible[0]), possible[1])


def _group(
    name: str, score: Score, standing: Standing | None, min_n: int, level: float, value: GroupValue
) -> JudgedGroup:
    if standing is None:
        return JudgedGroup(name=name, score=score, verdict="small" if score.n < min_n else "unjudged")
    verdict: Verdict = "unclear"
    if standing.q <= level:
        verdict = "better" if (standing.z > 0) is value.higher else "worse"
    return JudgedGroup(name=name, score=score, verdict=verdict, standing=standing)


def _plain(moments: Moments) -> bool:
    """Whether every answer counts once."""
    return moments.x == moments.n and moments.xx == moments.n


def _counting(moments: Moments) -> int:
    """Return how many of some answers count, of which each makes 100."""
    return int(moments.y / _PERCENT)
