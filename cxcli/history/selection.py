"""Which of the numbers of a history are asked for, and what changed between two moments."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from cxcli.history.fact import Telling
from cxcli.history.standing import Standing, standing
from cxcli.settings.targets import Group


class Selection(Struct, frozen=True, kw_only=True):
    """What is asked for; None and empty say nothing.

    `by` are breakdowns, of which the empty one is all rows. `since` and `until` are the first and the last day that
    periods may have.
    """

    metrics: Sequence[str] = ()
    by: Sequence[tuple[str, ...]] = ()
    group: Group = ()
    since: date | None = None
    until: date | None = None
    restated: bool = False


def selected(found: Iterable[Standing], wanted: Selection) -> list[Standing]:
    """Return the numbers that are asked for, in their order."""
    return [each for each in found if _is_wanted(each, wanted)]


def between(tellings: Sequence[Telling], first: datetime, second: datetime) -> list[Standing]:
    """Return what counted at the second moment and not at the first, each with what counted at the first."""
    before = {each.fact.place: each.fact for each in as_of(tellings, first)}
    after = as_of(tellings, second)
    changed = [each for each in after if before.get(each.fact.place) != each.fact]
    return [replace(each, former=before.get(each.fact.place)) for each in changed]


def as_of(tellings: Iterable[Telling], moment: datetime) -> list[Standing]:
    """Return what counted at a moment: what was told up to it."""
    return standing(each for each in tellings if each.as_of <= moment)


def _is_wanted(each: Standing, wanted: Selection) -> bool:
    fact = each.fact
    columns = sorted(name for name, _ in fact.group)
    return (
        (not wanted.metrics or fact.meaning.metric in wanted.metrics)
        and (not wanted.by or columns in [sorted(names) for names in wanted.by])
        and (not wanted.group or sorted(fact.group) == sorted(wanted.group))
        and (wanted.since is None or fact.period.start >= wanted.since)
        and (wanted.until is None or fact.period.end <= wanted.until)
        and (each.former is not None or not wanted.restated)
    )
