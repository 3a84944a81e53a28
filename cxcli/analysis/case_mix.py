"""What each group would have if its cases went as those of all groups do: indirect standardisation by strata.

A cell is what one group has in one stratum. Without adjustment all rows are one stratum.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import sqrt

from msgspec import Struct

from cxcli.analysis.group_moments import Moments

Stratum = tuple[str, ...]
"""The values of the columns that are adjusted for."""

GroupCells = Mapping[str, Mapping[Stratum, Moments]]
"""The cells of each group, by stratum; none of them is empty."""

WHOLE: Stratum = ()
"""The one stratum of groups that are not adjusted, and that of all rare ones together."""


class Adjusted(Struct, frozen=True, kw_only=True):
    """A group beside what is expected of its cases.

    `observed` and `expected` are values in the metric's unit. `value` is the observed one on the level of all groups:
    what lies between it and the overall value is what the cases do not explain. Limits of the observed value come to
    that level by `factor` and `shift`. `error` is the standard error of `value` by chance alone, taking the overall
    value for known, `test_error` that of its distance from the overall value, of which the group is a part.
    `own_error` is the latter with the spread of the group's own answers; None for one answer.
    """

    n: int
    observed: Fraction
    expected: Fraction
    value: Fraction
    factor: Fraction
    shift: Fraction
    error: float
    test_error: float
    own_error: float | None


def with_rare_pooled(cells: GroupCells, *, fewest: int) -> tuple[GroupCells, int]:
    """Return the cells with all strata of fewer than `fewest` answers as one, and how many those are."""
    answers: dict[Stratum, int] = {}
    for mine in cells.values():
        for stratum, moments in mine.items():
            answers[stratum] = answers.get(stratum, 0) + moments.n
    rare = {stratum for stratum, n in answers.items() if n < fewest}
    if len(rare) <= 1:
        return cells, 0
    return {group: _pooled(mine, rare) for group, mine in cells.items()}, len(rare)


def totals(cells: GroupCells) -> dict[Stratum, Moments]:
    """Return what all groups have in each stratum."""
    found: dict[Stratum, Moments] = {}
    for mine in cells.values():
        for stratum, moments in mine.items():
            found[stratum] = found.get(stratum, Moments()) + moments
    return found


def adjusted(cells: GroupCells, *, proportional: bool) -> dict[str, Adjusted]:
    """Return each group with what is expected of it: the overall value of each stratum, as often as it has its cases.

    The adjusted value is overall x observed / expected where values are `proportional` (shares, ratios), and overall +
    observed - expected where they are not (scores that may be 0 or less, means of a scale). With one stratum it is the
    observed value.

    The standard errors are those of the distance from the expected value if the answers of a stratum fell to the
    groups by chance: n (N - n) / (N - 1) times the variance in the stratum, added up; with N taken for endless, n times
    it.

    Source: Breslow and Day, Statistical Methods in Cancer Research II (1987), chapter 2 (indirect standardisation);
    Mantel, JASA 58 (1963) 690-700 (the variance). Expected values are taken for known.

    Raises:
        ZeroDivisionError: the bases of a group, or of a stratum, add up to 0.
    """
    strata = totals(cells)
    overall = sum(strata.values(), start=Moments()).value
    return {group: _adjusted(mine, strata, overall, proportional=proportional) for group, mine in cells.items()}


def alone(cells: GroupCells) -> int:
    """Return how many answers are in strata in which no other group has any: nothing there can be compared."""
    strata = totals(cells)
    return sum(each.n for mine in cells.values() for stratum, each in mine.items() if each.n == strata[stratum].n)


def _pooled(mine: Mapping[Stratum, Moments], rare: set[Stratum]) -> dict[Stratum, Moments]:
    pooled = sum((moments for stratum, moments in mine.items() if stratum in rare), start=Moments())
    kept = {stratum: moments for stratum, moments in mine.items() if stratum not in rare}
    return {**kept, WHOLE: pooled} if pooled.n else kept


def _adjusted(
    mine: Mapping[Stratum, Moments], strata: Mapping[Stratum, Moments], overall: Fraction, *, proportional: bool
) -> Adjusted:
    values = {stratum: strata[stratum].value for stratum in mine}
    whole = sum(mine.values(), start=Moments())
    expected = sum((values[stratum] * moments.x for stratum, moments in mine.items()), start=Fraction(0)) / whole.x
    factor, shift = Fraction(1), overall - expected
    if proportional and expected:
        factor, shift = overall / expected, Fraction(0)
    scale = float(factor / whole.x)
    spread = {stratum: strata[stratum].squares_around(values[stratum]) / strata[stratum].n for stratum in mine}
    own = _own_variance(mine, values, whole)
    return Adjusted(
        n=whole.n,
        observed=whole.value,
        expected=expected,
        value=whole.value * factor + shift,
        factor=factor,
        shift=shift,
        error=scale * sqrt(sum(moments.n * spread[stratum] for stratum, moments in mine.items())),
        test_error=scale * sqrt(_by_chance(mine, strata, spread)),
        own_error=None if own is None else scale * sqrt(_by_own_spread(mine, strata, spread, own)),
    )


def _by_chance(
    mine: Mapping[Stratum, Moments], strata: Mapping[Stratum, Moments], spread: Mapping[Stratum, Fraction]
) -> Fraction:
    """Return n (N - n) / (N - 1) times the spread, added up; nothing of a stratum with but one answer."""
    return sum(
        (
            Fraction(moments.n * (strata[stratum].n - moments.n), strata[stratum].n - 1) * spread[stratum]
            for stratum, moments in mine.items()
            if strata[stratum].n > 1
        ),
        start=Fraction(0),
    )


def _by_own_spread(
    mine: Mapping[Stratum, Moments],
    strata: Mapping[Stratum, Moments],
    spread: Mapping[Stratum, Fraction],
    own: Fraction,
) -> Fraction:
    """Return the same with the spread of the group's `own` answers, and that of the stratum for all others.

    Of a group that is the part f of its stratum, what lies between it and the whole is 1 - f times what lies between it
    and the others; so its own variance counts (1 - f)², and that of the others f (1 - f).
    """
    parts = {stratum: Fraction(moments.n, strata[stratum].n) for stratum, moments in mine.items()}
    return sum(
        (
            moments.n * (1 - parts[stratum]) * ((1 - parts[stratum]) * own + parts[stratum] * spread[stratum])
            for stratum, moments in mine.items()
        ),
        start=Fraction(0),
    )


def _own_variance(
    mine: Mapping[Stratum, Moments], values: Mapping[Stratum, Fraction], whole: Moments
) -> Fraction | None:
    """Return the variance of a group's distances from the values of its strata, with n - 1; None for one answer."""
    n = whole.n
    if n < 2:  # noqa: PLR2004 - two is the fewest that can differ
        return None
    squares = sum((moments.squares_around(values[stratum]) for stratum, moments in mine.items()), start=Fraction(0))
    distance = sum((moments.y - values[stratum] * moments.x for stratum, moments in mine.items()), start=Fraction(0))
    return (squares - distance**2 / n) / (n - 1)
