"""How often two samples show a difference that is there, by the rules of the verdict."""

from collections.abc import Callable
from functools import partial
from math import erfc, inf, sqrt

from msgspec import Struct

from cxcli.analysis.two_samples import quantile
from cxcli.scoring.crossing import crossing
from cxcli.scoring.difference import ADDED_ANSWERS
from cxcli.scoring.student_t import t_below

ADDED_TO_SHARES = (1.0, 0.0, 1.0)
"""What the Agresti-Caffo test adds: a success and a failure."""

ADDED_TO_NET_SHARES = ADDED_ANSWERS
"""What the adjusted Wald test adds: plus, neither and minus."""

STEP = 0.25
"""How much of the step from one sample to the next is taken off, since samples come in steps and the normal does not:
with less, two samples of 5 would show what is there in fewer than 75 of 100 cases; checked by enumeration."""

_WIDTH = 1e-7


class Ends(Struct, frozen=True):
    """The shares, 0 to 1, of answers at the upper end of the points (`plus`) and at the lower one (`minus`).

    In these units a share of successes p has the value 2 p - 1, and an NPS its hundredth.
    """

    plus: float
    minus: float

    @property
    def value(self) -> float:
        """Plus minus minus, from -1 to 1."""
        return self.plus - self.minus

    @property
    def variance(self) -> float:
        """The variance of an answer that counts 1, 0 or -1."""
        return max(self.plus + self.minus - self.value**2, 0.0)

    def room(self, way: int) -> float:
        """Return how far the value can go up (`way` 1) or down (-1)."""
        return max(1 - way * self.value, 0.0)

    def moved(self, by: float) -> "Ends":
        """Return what is so much higher: answers go from one end to the other, and where it is empty, from between."""
        if by < 0:
            turned = Ends(self.minus, self.plus).moved(-by)
            return Ends(turned.minus, turned.plus)
        crossed = min(self.minus, by / 2)
        return Ends(min(self.plus + by - crossed, 1.0), self.minus - crossed)


class SampleOfEnds(Struct, frozen=True):
    """A sample of `n` answers, an effective number perhaps, infinite for a census."""

    ends: Ends
    n: float


def power_of_ends(
    before: SampleOfEnds, after: SampleOfEnds, added: tuple[float, float, float], confidence: float
) -> float:
    """Return how often two samples of answers at the ends of a scale show their difference.

    The smaller one of two normal approximations, each with its own variance where nothing differs and that of the two
    samples where they do: all answers pooled, and the test that adds answers.

    Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), chapter 4.
    """
    z = quantile(confidence)
    one, two = (_with_added(sample, added) for sample in (before, after))
    step = STEP * (1 / before.n + 1 / after.n)
    pooled = (
        abs(after.ends.value - before.ends.value) - step - z * sqrt(_pooled(before, after)),
        sqrt(_squared_error(before) + _squared_error(after)),
    )
    adjusted = (
        abs(two.ends.value - one.ends.value) - step - z * sqrt(_squared_error(one) + _squared_error(two)),
        sqrt(sum(_squared_error(each) * _part(each, added) ** 2 for each in (before, after))),
    )
    return min(_below(*each) for each in (pooled, adjusted))


def power_of_means(
    change: float, variances: tuple[float, float], n: tuple[float, float], confidence: float = 0.95
) -> float:
    """Return how often two samples show that their means differ by `change`.

    The limits of both means by t, squared and added, are never closer than those of Welch's test, so it goes by them.
    Variances are those with n - 1, a known population taken off.

    Source: Cohen, Statistical Power Analysis (1988), chapter 2, with the quantiles of t instead of tables.
    """
    parts = [variance / each for variance, each in zip(variances, n, strict=True)]
    total = sum(parts)
    if total == 0:
        return 1.0 if change else 0.0
    degrees = 1 / sum((part / total) ** 2 / (each - 1) for part, each in zip(parts, n, strict=True))
    half = sqrt(sum(quantile(confidence, each - 1) ** 2 * part for part, each in zip(parts, n, strict=True) if part))
    return t_below(degrees, (change - half) / sqrt(total))


def spread_of(ends: Ends, n: float) -> float:
    """Return how often the answers of a sample are not all alike."""
    alike: float = sum(share**n for share in (ends.plus, ends.minus, 1 - ends.plus - ends.minus) if share > 0)
    return 1 - min(alike, 1.0)


def smallest(shown: Callable[[float], float], room: float, power: float, looks: int = 1) -> float | None:
    """Return the smallest difference up to `room` of which a share `power` is `shown`; None where none is.

    With more than one of `looks`, it is looked for from the bottom to the top, in so many steps: a mean at the very
    end of its scale has no spread, and shows nothing again.

    Raises:
        ValueError: a power that is not between 0.5 and 1.
    """
    if not 0.5 <= power < 1:  # noqa: PLR2004 - a test that misses more often than not is none
        raise ValueError("a power lies between 0.5 and 1")
    parts = (step / looks for step in range(1, looks + 1))
    first = next((part for part in parts if shown(part * room) >= power), None) if room > 0 else None
    if first is None:
        return None
    return room * crossing(lambda part: shown(part * room) < power, first - 1 / looks, first, width=_WIDTH)


def smallest_either_way(
    shown: Callable[[int, float], float], rooms: tuple[float, float], power: float, looks: int = 1
) -> float | None:
    """Return the smallest difference that shows whichever way it goes, as far as it can go; None where none shows.

    `rooms` say how far it can go down and up; `shown` is asked with -1 or 1, and the difference.
    """
    found = [smallest(partial(shown, way), room, power, looks) for way, room in zip((-1, 1), rooms, strict=True)]
    most = max(room if least is None else least for least, room in zip(found, rooms, strict=True))
    seen = [least is not None and most <= room for least, room in zip(found, rooms, strict=True)]
    return most if any(seen) else None


def _with_added(sample: SampleOfEnds, added: tuple[float, float, float]) -> SampleOfEnds:
    if sample.n == inf:
        return sample
    n, (plus, _, minus) = sample.n + sum(added), added
    ends = Ends((sample.ends.plus * sample.n + plus) / n, (sample.ends.minus * sample.n + minus) / n)
    return SampleOfEnds(ends, n)


def _part(sample: SampleOfEnds, added: tuple[float, float, float]) -> float:
    """Return how much of the sample is left among the added answers."""
    return 1.0 if sample.n == inf else sample.n / (sample.n + sum(added))


def _squared_error(sample: SampleOfEnds) -> float:
    return sample.ends.variance / sample.n


def _pooled(before: SampleOfEnds, after: SampleOfEnds) -> float:
    """Return the squared error of a difference between samples that are alike, as all their answers together are."""
    if inf in (before.n, after.n):
        known = before if before.n == inf else after
        return known.ends.variance * (1 / before.n + 1 / after.n)
    n = before.n + after.n
    plus, minus = (
        (getattr(before.ends, name) * before.n + getattr(after.ends, name) * after.n) / n for name in ("plus", "minus")
    )
    return Ends(plus, minus).variance * (1 / before.n + 1 / after.n)


def _below(distance: float, error: float) -> float:
    """Return how often a normal value with that error is below the distance."""
    return erfc(-distance / error / sqrt(2)) / 2 if error else float(distance > 0)
