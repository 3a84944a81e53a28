"""The fields of one metric in some rows: those that columns feed, and those that are worked out from others."""

from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import cast

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from cxcli.mapping.expression import Expression
from cxcli.mapping.expression import columns as columns_of
from cxcli.mapping.readings import UNREADABLE
from cxcli.mapping.records import FateArray, Field, IntArray, Records
from cxcli.mapping.typed_fields import record_field
from cxcli.mapping.vocabulary import vocabulary
from cxcli.mapping.ways import NOW, Way
from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.business_time import NOT_KNOWN
from cxcli.scoring.conditions import Operand, Truth, joined, truth
from cxcli.scoring.due_days import DUE, until_the_end

TimeArray = npt.NDArray[np.datetime64]

Hours = Callable[[str | None, TimeArray, TimeArray], IntArray]
"""(name of the schedule, starts, ends) -> microseconds of business time between moments in UTC."""

MILLION = 1_000_000
"""Durations are in microseconds; conditions compare seconds."""

_NOT_APPLICABLE = FATE_CODE[Disposition.NOT_APPLICABLE]
_CONTRADICTORY = FATE_CODE[Disposition.CONTRADICTORY]
_UNDATED = FATE_CODE[Disposition.UNDATED]
_SIGNED = ("remaining", "overdue", "since_renewal_due")
"""How the names of durations end that are on either side of a due date, so that they may be below 0."""
_MOST = 10**18
"""No sum of several amounts up to this passes 64 bits. In millionths it is a million million."""


class Circumstances(Struct, frozen=True, kw_only=True):
    """What rows are judged by beside themselves: the moment of the report, in UTC, and the `hours` of business.

    `hours` are None where no schedule is known; the moment is NaT where nobody is to know what time it is.
    """

    as_of: np.datetime64
    hours: Hours | None = None


class MetricFields(Struct, frozen=True, eq=False):
    """The fields that a metric reads in some rows. `schedule` is the one that its business hours are of."""

    records: Records
    metric: str
    circumstances: Circumstances
    schedule: str | None = None

    def has(self, name: str) -> bool:
        """Whether a column feeds the field, or it can be worked out."""
        return self.fed(name) or record_field(self.metric, name) in self.records.ways

    def fed(self, name: str) -> bool:
        """Whether a column feeds the field."""
        return record_field(self.metric, name) in self.records.fields

    def field(self, name: str) -> Field:
        """Return a field: dates as moments, durations in microseconds, flags and states as words.

        A duration below 0 is contradictory, unless it is the time to or since a due date: it ended before it began.
        What is due on a day is due at its end.
        """
        known, origin = self.records.known, self._origin(name)
        if origin not in known:
            key = record_field(self.metric, name)
            found = self.records.fields[key] if self.fed(name) else self._worked_out(self.records.ways[key])
            if name in DUE:
                found = until_the_end(found)
            known[origin] = _sound(found) if _is(name, "duration") and not name.endswith(_SIGNED) else found
        return known[origin]

    def truth(self, condition: Expression) -> Truth:
        """Return what a condition says of each row; durations are compared in seconds."""
        return truth(condition, {name: self._operand(name) for name in columns_of(condition)})

    def elapsed(self, starts: TimeArray, ends: TimeArray, *, in_hours: bool) -> IntArray:
        """Return the microseconds between some moments, of business hours where that is asked for."""
        elapsed: IntArray = (ends - starts).astype(np.int64)
        if not in_hours:
            return elapsed
        if self.circumstances.hours is None:
            raise ValueError("business hours need a schedule")
        # Between hours the business time would be 0, even of an end before its start.
        return np.where(elapsed < 0, elapsed, self.circumstances.hours(self.schedule, starts, ends))

    def amounts(self, name: str) -> tuple[IntArray, FateArray]:
        """Return a number, an amount of money or a duration of each row in whole millionths, and its fate.

        What has no value is 0. A number with more than six decimals is rounded to them, ties to even; one of a million
        million or more is unreadable.
        """
        found = self.field(name)
        if self._in_millionths(name):
            return microseconds(found)[found.codes], found.row_fates
        exact = [0 if value is None else _millionths(cast("Decimal | int", value)) for value in found.values]
        small = np.array([abs(value) < _MOST for value in exact], np.bool_)
        values = np.array([value if fits else 0 for value, fits in zip(exact, small.tolist(), strict=True)], np.int64)
        return values[found.codes], np.where(small, found.fates, UNREADABLE).astype(np.int8)[found.codes]

    def _origin(self, name: str) -> Hashable:
        """Return what a field is made of: metrics of which this is the same share what is made of it."""
        if name == NOW:
            return NOW, str(self.circumstances.as_of)
        key = record_field(self.metric, name)
        if self.fed(name):
            fed = self.records.fields[key]
            # While it is known, no other field can have its number.
            self.records.known[id(fed)] = fed
            return name, id(fed)
        way = self.records.ways[key]
        needs = (*way.needs, NOW) if way.between is not None and NOW in way.between else way.needs
        hours = (self.schedule, id(self.circumstances.hours)) if way.in_hours else ()
        return name, id(way), hours, *map(self._origin, needs)

    def _operand(self, name: str) -> Operand:
        found = self.field(name)
        if self._in_millionths(name):
            return Operand(replace(found, values=cast("list[object]", microseconds(found))), MILLION)
        return Operand(_counted(found, name), 1) if _is(name, "number", "money") else Operand(found, 0)

    def _in_millionths(self, name: str) -> bool:
        """Whether a field holds whole millionths: durations do, and amounts that are worked out."""
        return _is(name, "duration") or (_is(name, "number", "money") and not self.fed(name))

    def _worked_out(self, way: Way) -> Field:
        if way.sum:
            terms = [self._term(name) for name in (*way.sum, *way.less)]
            signed = [values if place < len(way.sum) else -values for place, (values, _) in enumerate(terms)]
            return by_row(np.sum(signed, axis=0), joined(*(fates for _, fates in terms)))
        return self._cases(way) if way.between is None else self._between(*way.between, in_hours=way.in_hours)

    def _term(self, name: str) -> tuple[IntArray, FateArray]:
        """Return the amounts of a field that is a part of a sum: one below 0 would add what it takes away."""
        values, fates = self.amounts(name)
        below = (values < 0) & (fates == 0) & (not vocabulary()[name].signed)
        return values, np.where(below, _CONTRADICTORY, fates).astype(np.int8)

    def _between(self, start: str, end: str, *, in_hours: bool) -> Field:
        """Return the time from one moment to another: elapsed time, or business time."""
        first, last = self.field(start), self._now() if end == NOW else self.field(end)
        fates = joined(first.row_fates, last.row_fates)
        here = fates == 0
        found = np.zeros(len(fates), np.int64)
        found[here] = self.elapsed(times(first)[here], times(last)[here], in_hours=in_hours)
        return by_row(found, with_known_hours(found, fates))

    def _now(self) -> Field:
        moments = np.full(1, self.circumstances.as_of, "datetime64[us]")
        fates = np.where(np.isnat(moments), _UNDATED, 0).astype(np.int8)
        return Field(np.zeros(len(self.records), np.int64), cast("list[object]", moments), fates, ("",))

    def _cases(self, way: Way) -> Field:
        """Return the word of the first case that holds.

        A row that cannot be told before one holds has no word; to a row of which none holds the field does not apply.
        """
        words = [word for word, _ in way.cases] + ([way.otherwise] if way.otherwise else [])
        codes = np.full(len(self.records), len(words) - 1)
        fates = np.zeros(len(self.records), np.int8)
        left = np.ones(len(self.records), np.bool_)
        for code, (_, condition) in enumerate(way.cases):
            said = self.truth(condition)
            codes[left & said.true] = code
            fates = np.where(left, said.fates, fates).astype(np.int8)
            left &= said.false
        if way.otherwise is None:
            fates[left] = _NOT_APPLICABLE
        return _words(codes, words, fates)


def microseconds(duration: Field) -> IntArray:
    """Return the distinct values of a duration, 0 where there is none."""
    if isinstance(duration.values, np.ndarray):
        return duration.values
    return np.array([0 if value is None else value for value in duration.values], np.int64)


def times(date: Field) -> TimeArray:
    """Return the moment of each row, NaT where there is none."""
    return np.asarray(date.values, "datetime64[us]")[date.codes]


def _millionths(value: Decimal | int) -> int:
    """Return a number in whole millionths, exact as far as they go, ties to even."""
    # Whole numbers do in a fifth of the time what fractions do.
    number, parts = value.as_integer_ratio()
    whole, rest = divmod(number * MILLION, parts)
    return whole + (2 * rest > parts or (2 * rest == parts and whole % 2))


def by_row(values: IntArray, fates: FateArray) -> Field:
    """Return a field with a value of its own for each row."""
    return Field(np.arange(len(values)), cast("list[object]", values), fates, [""] * len(values))


def with_known_hours(durations: IntArray, fates: FateArray) -> FateArray:
    """Return the fates of some durations: before the first version of a schedule nobody knows the hours."""
    return np.where((fates == 0) & (durations == NOT_KNOWN), _NOT_APPLICABLE, fates).astype(np.int8)


def _is(name: str, *types: str) -> bool:
    return name in vocabulary() and vocabulary()[name].type in types


def _counted(amount: Field, name: str) -> Field:
    """Return an amount of which a million million or more is unreadable, and what is below 0 contradictory.

    Unless the field is one that may be below 0.
    """
    values: list[Decimal | int] = [0 if value is None else cast("Decimal | int", value) for value in amount.values]
    vast = np.array([not -_MOST < value * MILLION < _MOST for value in values], np.bool_)
    below = np.array([value < 0 and not vocabulary()[name].signed for value in values], np.bool_)
    found = np.where(vast, UNREADABLE, np.where(below, _CONTRADICTORY, 0))
    return replace(amount, fates=np.where(amount.fates == 0, found, amount.fates).astype(np.int8))


def _sound(duration: Field) -> Field:
    """Return a duration of which what is below 0 is contradictory."""
    below = (microseconds(duration) < 0) & (duration.fates == 0)
    return replace(duration, fates=np.where(below, _CONTRADICTORY, duration.fates).astype(np.int8))


def _words(codes: IntArray, words: list[str], fates: FateArray) -> Field:
    """Return a field of words; each fate that a row has in place of a word is one more value."""
    gone = [fate for fate in np.unique(fates).tolist() if fate]
    for place, fate in enumerate(gone, start=len(words)):
        codes[fates == fate] = place
    values: list[object] = [*words, *([None] * len(gone))]
    return Field(codes, values, np.array([0] * len(words) + gone, np.int8), [*words, *([""] * len(gone))])
