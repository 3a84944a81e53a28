"""Customers who were there before, and have given no sign of themselves for some time."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct, field

from cxcli.analysis.why_at_risk import Why
from cxcli.mapping.records import IntArray
from cxcli.scoring.bad_experiences import AT, CUSTOMER, SOURCE, BoolArray, Counted
from cxcli.scoring.experience_rows import answer_column
from cxcli.scoring.together import NEVER, Rows

_FOREVER = int(np.iinfo(np.int64).max)


class SourceSigns(Struct, frozen=True):
    """What one source tells of customers: the latest sign of each, and when each was first and last asked in vain.

    Moments are microseconds since 1970.
    """

    latest: Mapping[str, int]
    first_asked: Mapping[str, int] = field(default_factory=dict)
    last_asked: Mapping[str, int] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """When anybody gave the last sign."""
        return max(self.latest.values(), default=NEVER)


class Silence(Struct, frozen=True, kw_only=True):
    """Who is silent, by a silence of `within` microseconds, of how many customers seen.

    `sources` are those that tell of signs, each with its last one. In those `left_out` nobody gave a sign for so long:
    they end too early to say anything.
    """

    why: Sequence[Why]
    within: int
    seen: int
    sources: Mapping[str, int]
    left_out: Sequence[str]


def silent_customers(told: Mapping[str, SourceSigns], until: int, within: int) -> Silence:
    """Return who gave no sign in the latest time `within`, and gave one, or was asked, not long before.

    Who never gave any is silent since the first time of being asked. Who has been away for twice as long, and was not
    asked since, is no news and is not listed.
    """
    able = {name: each for name, each in told.items() if each.last > until - within}
    signs = _joined((each.latest for each in able.values()), max)
    first = _joined((each.first_asked for each in able.values()), min)
    asked = _joined((each.last_asked for each in able.values()), max)
    why = []
    for name in sorted({*signs, *asked}):
        since = signs.get(name, first.get(name, NEVER))
        trace = max(signs.get(name, NEVER), asked.get(name, NEVER))
        if since <= until - within and trace > until - 2 * within:
            why.append(_why(name, since, within, asked=name not in signs))
    last = {name: each.last for name, each in able.items()}
    return Silence(why=why, within=within, seen=len({*signs, *asked}), sources=last, left_out=sorted({*told} - {*able}))


def signs_of_rows(rows: Rows, found: Counted, answered: Mapping[str, Sequence[str]]) -> dict[str, SourceSigns]:
    """Return what the rows that count tell of each source.

    A row is a sign. `answered` names the metrics of those sources whose rows are answers and nothing else: there a row
    with no answer to any of them says that the customer was asked.
    """
    if not len(rows):
        return {}
    codes, names = rows.texts[SOURCE]
    told = {}
    for code, name in enumerate(names):
        mine = np.flatnonzero((codes == code) & (found.fates == 0))
        vain = _in_vain(rows, mine, answered[name]) if name in answered else np.zeros(len(mine), np.bool_)
        told[name] = SourceSigns(
            _ends(rows, mine[~vain], np.maximum, NEVER),
            _ends(rows, mine[vain], np.minimum, _FOREVER),
            _ends(rows, mine[vain], np.maximum, NEVER),
        )
    return told


def _joined(told: Iterable[Mapping[str, int]], best: Callable[[int, int], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in told:
        for name, at in each.items():
            found[name] = best(at, found.get(name, at))
    return found


def _why(name: str, since: int, within: int, *, asked: bool) -> Why:
    day = np.datetime64(since, "us").astype("datetime64[D]")
    says = f"{'asked, no answer' if asked else 'no sign'} since {day}"
    return Why(customer=name, reason="silent", at=since + within, settled=since + within, says=says)


def _in_vain(rows: Rows, mine: IntArray, metrics: Sequence[str]) -> BoolArray:
    answers = np.stack([rows.columns[answer_column(metric)][mine] for metric in metrics])
    return np.asarray((answers == NEVER).all(axis=0))


def _ends(rows: Rows, mine: IntArray, best: np.ufunc, nothing: int) -> dict[str, int]:
    """Return the last, or the first, moment of each customer of some rows."""
    codes, names = rows.texts[CUSTOMER]
    found = np.full(len(names), nothing)
    best.at(found, codes[mine], rows.columns[AT][mine])
    return {names[code]: int(found[code]) for code in np.flatnonzero(found != nothing).tolist()}
