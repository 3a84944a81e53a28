"""Customers whose health is red or falling, from a composite of each in two stretches of time.

One customer's score rests on a few rows and has no limits of its own. How far scores move by chance is told by those
that rose: were the two stretches alike, each customer's change would be as likely up as down, however it is spread. Of
the changes, the largest first, the number of falls before the k-th rise is then the number of failures before the k-th
success of a fair coin, of which the mean is k. So of the falls that are larger than the k-th largest rise, at most k
are to be expected by chance.

Source: counting decoys, Elias and Gygi, Nature Methods 4 (2007) 207-214; the sign symmetry is that of Barber and
Candes, Annals of Statistics 43 (2015) 2055-2085.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import fsum

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.composite_change import moved
from cxcli.scoring.composite import Health
from cxcli.scoring.composite_definition import CompositeDefinition


class HealthLine(Struct, frozen=True, kw_only=True):
    """The health of one customer: score and band, those of the time before, and how far it fell.

    `fall` is what the parts that are known in both times took off the score, negative where it rose, None without a
    score in both; `most` is the part that took the most. `falling`: that is more than chance explains.
    """

    customer: str
    score: float
    band: str
    red: bool
    before: float | None = None
    band_before: str | None = None
    fall: float | None = None
    most: str | None = None
    falling: bool = False


class FallLimit(Struct, frozen=True):
    """How far a fall must go: beyond `limit`, None where so few customers show none.

    `compared` customers have a score in both times; `by_chance` of them are to be expected beyond it at most.
    """

    limit: float | None
    compared: int
    by_chance: int


def health_falls(
    definition: CompositeDefinition, now: Mapping[str, Health], before: Mapping[str, Health], confidence: float
) -> tuple[list[HealthLine], FallLimit]:
    """Return the health of each customer with a score, and the limit of falls; both are maps by customer."""
    lines = [_line(definition, name, each, before.get(name)) for name, each in now.items() if each.score is not None]
    limit = fall_limit([-line.fall for line in lines if line.fall is not None], confidence)
    return list(_judged(lines, limit)), limit


def fall_limit(changes: Sequence[float], confidence: float) -> FallLimit:
    """Return the limit of falls, given the changes of all customers, rises positive.

    It is the k-th largest rise, where k is the half of what the confidence leaves, of the customers compared: 1 in 40
    at 95 %. Fewer than so many customers have no limit.
    """
    compared = len(changes)
    by_chance = int((1 - Fraction(str(confidence))) / 2 * compared)
    if not by_chance:
        return FallLimit(None, compared, 0)
    rises = sorted((change for change in changes if change > 0), reverse=True)
    return FallLimit(rises[by_chance - 1] if by_chance <= len(rises) else 0.0, compared, by_chance)


def _judged(lines: Sequence[HealthLine], limit: FallLimit) -> Iterator[HealthLine]:
    for line in lines:
        falling = limit.limit is not None and line.fall is not None and line.fall > limit.limit
        yield replace(line, falling=falling)


def _line(definition: CompositeDefinition, name: str, now: Health, was: Health | None) -> HealthLine:
    score = now.score or 0.0
    band = definition.band(score)
    line = HealthLine(customer=name, score=score, band=band, red=band == definition.bands[0].name)
    if was is None or was.score is None:
        return line
    lost = {part: -each.points for part, each in moved(was, now).items()}
    most = max(sorted(lost), key=lambda part: lost[part])
    return replace(
        line,
        before=was.score,
        band_before=definition.band(was.score),
        fall=fsum(lost.values()),
        most=most if lost[most] > 0 else None,
    )
