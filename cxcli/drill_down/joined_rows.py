"""Rows of another file put beside answers by a key: only those from before the answer, where both have dates."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from cxcli.errors import DataError, Notice, Problem
from cxcli.mapping.apply import FilterLog, records
from cxcli.mapping.bind import bind
from cxcli.mapping.columns import FILE_COLUMN, reference_to, resolve
from cxcli.mapping.date_candidates import find_dates
from cxcli.mapping.driver_values import MILLION, DriverValues
from cxcli.mapping.evidence import sample
from cxcli.mapping.gathered_texts import GatheredTexts
from cxcli.mapping.groups import group_key
from cxcli.mapping.readers import NoticeLog
from cxcli.mapping.readings import BLANK, MISSING, READ, UNREADABLE
from cxcli.mapping.records import IntArray
from cxcli.mapping.wants import Wants
from cxcli.sources.chunk import TextColumn
from cxcli.sources.source import Source

Moments = npt.NDArray[np.datetime64]
Take = Literal["latest", "mean", "sum", "count"]

Numbers = TypeVar("Numbers", IntArray, npt.NDArray[np.float64])

_NO_KEY = -1
_LARGEST_SUM = 4e18


class OtherRows(Struct, frozen=True):
    """All rows of the other file: their keys, the texts of columns by name, and their moments where they have dates."""

    file: str
    keys: TextColumn
    texts: Mapping[str, TextColumn]
    moments: Moments | None
    notices: Sequence[Notice]


class Matched(Struct, frozen=True):
    """Which rows of the other file stand beside each answer: those from `first` up to `end` in `order`.

    From `first_of_latest` on they are of the latest moment. `earlier` tells whether only rows from before the answer
    were taken, `later` counts the answers whose key has rows, but none before.
    """

    order: IntArray
    first: IntArray
    first_of_latest: IntArray
    end: IntArray
    earlier: bool
    later: int

    @property
    def answers(self) -> int:
        """How many answers have a row."""
        return int(np.count_nonzero(self.end > self.first))

    @property
    def several(self) -> int:
        """How many answers have more than one row."""
        return int(np.count_nonzero(self.end - self.first > 1))


def other_rows(source: Source, key: str, names: Sequence[str], at: str | None, wants: Wants) -> OtherRows:
    """Return the rows of the other file; dates are written as in the first one, or as they show themselves.

    Raises:
        CxError: a column is not there, or the dates are not clear.
    """
    wanted = [key, *(name for name in names if name != key)]
    for name in wanted:
        resolve(name, source.columns)
    reference = at if at is not None else _dates(source)
    asked = Wants(
        answers=[],
        dated=reference is not None,
        dates=wants.dates,
        zone_declared=wants.zone_declared,
        date_reference=reference,
        extra=wanted,
    )
    bound = bind(source, asked, whole=True)
    gathered = {name: GatheredTexts() for name in wanted}
    moments: list[Moments] = []
    log = NoticeLog()
    for chunk in source.chunks(bound.positions):
        for name, column in bound.extra.items():
            blank = TextColumn(np.zeros(len(chunk), np.int64), (chunk.file,))
            gathered[name].add(blank if column == FILE_COLUMN else chunk.columns[column.position])
        dated = records(chunk, bound, log, FilterLog()).fields.get("at")
        if dated is not None:
            moments.append(np.asarray(dated.values, "datetime64[us]")[dated.codes])
    texts = {name: each.column() for name, each in gathered.items()}
    at_all = np.concatenate([np.zeros(0, "datetime64[us]"), *moments]) if reference is not None else None
    return OtherRows(source.facts.file, texts[key], texts, at_all, list(log.found.values()))


def matched(keys: TextColumn, moments: Moments | None, other: OtherRows) -> Matched:
    """Return which rows of the other file belong to each answer: those of its key from before it, the latest last.

    Where one side has no dates, all rows of the key belong to it. Else a row or an answer without one has no other.
    """
    mine, theirs = _numbered(keys, other.keys)
    if moments is None or other.moments is None:
        there, when, now, times = (
            np.arange(len(theirs)),
            np.zeros(len(theirs), np.int64),
            np.ones(len(mine), np.int64),
            1,
        )
    else:
        there = np.flatnonzero(~np.isnat(other.moments))
        known = np.unique(np.concatenate([moments[~np.isnat(moments)], other.moments[there]]))
        when, now = np.searchsorted(known, other.moments[there]), np.searchsorted(known, moments)
        now, times = np.where(np.isnat(moments), 0, now), len(known)
    size = times + 1
    places = theirs[there] * size + when
    sorting = np.argsort(places, kind="stable")
    ordered = places[sorting]
    first, end, last = (np.searchsorted(ordered, mine * size + until) for until in (0, now, size))
    latest = np.searchsorted(ordered, ordered)[np.maximum(end - 1, 0)] if len(ordered) else first
    return Matched(
        order=there[sorting],
        first=first,
        first_of_latest=np.maximum(latest, first),
        end=end,
        earlier=moments is not None and other.moments is not None,
        later=int(np.count_nonzero((last > first) & (end == first))),
    )


def taken(values: DriverValues, found: Matched, take: Take) -> DriverValues:
    """Return one number for each answer: of its latest row, or the mean, the sum or the count of those with a number.

    An answer without rows has a count of 0 and no other number. Rows of one moment are latest together: their mean.
    """
    numbers, there = values.millionths[found.order], values.fates[found.order] == READ
    first = found.first_of_latest if take == "latest" else found.first
    counts = _between(there.astype(np.int64), first, found.end)
    if take == "count":
        return DriverValues("how many rows", counts * MILLION, np.zeros(len(counts), np.int8))
    known = np.where(there, numbers, 0)
    sums = _between(known, first, found.end)
    result = sums if take == "sum" else _divided(sums, np.maximum(counts, 1))
    fates = np.where(counts > 0, READ, MISSING)
    too_large = np.abs(_between(np.abs(known).astype(np.float64), first, found.end)) > _LARGEST_SUM
    return DriverValues(values.kind, result, np.where(too_large, UNREADABLE, fates).astype(np.int8))


def filled(texts: TextColumn) -> DriverValues:
    """Return a column of which only counts whether it says anything."""
    fates = np.array([READ if group_key(text) else BLANK for text in texts.texts], np.int8)
    return DriverValues("texts", np.zeros(len(texts.codes), np.int64), fates[texts.codes])


def _dates(source: Source) -> str | None:
    """Return the column of dates by its name, None where there is none.

    Raises:
        DataError: several could be meant.
    """
    found = find_dates(source.columns, source.facts.file, lambda columns: sample(source, columns))
    if not isinstance(found, Problem):
        return reference_to(found.column, source.columns)
    if found.code == "no-column":
        return None
    raise DataError(replace(found, help="name the column of the dates: --joined-at COLUMN"))


def _numbered(keys: TextColumn, others: TextColumn) -> tuple[IntArray, IntArray]:
    """Return the keys of both sides as numbers from 1 on; a blank one of an answer is -1, one of the others is 0."""
    known: dict[str, int] = {}
    number = [known.setdefault(key, len(known) + 1) if key else 0 for key in map(group_key, others.texts)]
    mine = [known.get(key, _NO_KEY) if key else _NO_KEY for key in map(group_key, keys.texts)]
    return np.array(mine, np.int64)[keys.codes], np.array(number, np.int64)[others.codes]


def _between(numbers: Numbers, first: IntArray, end: IntArray) -> Numbers:
    """Return the sums of numbers from each place up to each end.

    Differences of running sums of whole numbers are exact although these may run over: they do so by whole turns.
    """
    running = np.concatenate([np.zeros(1, numbers.dtype), np.cumsum(numbers)])
    return np.asarray(running[end] - running[np.minimum(first, end)])


def _divided(sums: IntArray, counts: IntArray) -> IntArray:
    """Return quotients as whole numbers, ties to even."""
    whole, rest = np.divmod(sums, counts)
    up = (2 * rest > counts) | ((2 * rest == counts) & (whole % 2 == 1))
    return np.asarray(whole + up)
