"""Which of the numbers that were told of a period counts: the latest one that knew at least as much."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from cxcli.history.fact import Fact, Place, Telling
from cxcli.settings.targets import Group


class Standing(Struct, frozen=True, kw_only=True):
    """The fact that counts, as of the moment when it was first told; `former` is the one that it took the place of."""

    fact: Fact
    as_of: datetime
    former: Fact | None = None


def standing(tellings: Iterable[Telling]) -> list[Standing]:
    """Return what counts of each place, in the order of metric, definition, group and period.

    Of two numbers the later one counts, by the moment of their runs and not by when they were written. One of fewer
    answers than are known does not, unless the period is the one that its run reported: exports that begin within a
    month, or that old rows were taken out of, do not tell the whole month anew.
    """
    found: dict[Place, Standing] = {}
    for each in sorted(tellings, key=lambda telling: (telling.as_of, telling.run)):
        now = found.get(each.fact.place)
        if now is None:
            found[each.fact.place] = Standing(fact=each.fact, as_of=each.as_of)
        elif now.fact != each.fact and (each.reported or each.fact.n >= now.fact.n):
            found[each.fact.place] = Standing(fact=each.fact, as_of=each.as_of, former=now.fact)
    return [found[place] for place in sorted(found, key=lambda place: _order(found[place].fact))]


def _order(fact: Fact) -> tuple[str, str, str, Group, str, str]:
    meaning, period = fact.meaning, fact.period
    return meaning.metric, meaning.mark, fact.grain, fact.group, str(period.start), str(period.end)
