"""Durations of a column, in microseconds: one format for all of them, decided or refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal

import numpy as np

from cxcli.errors import Notice, Problem
from cxcli.mapping.duration_evidence import DurationEvidence
from cxcli.mapping.duration_forms import LONGEST, NUMBERS, PAIRS, Form
from cxcli.mapping.duration_meanings import Meaning, meaning_problem, number_meaning, parts_meaning
from cxcli.mapping.duration_texts import Written, read_written
from cxcli.mapping.duration_units import MICROSECONDS, Unit
from cxcli.mapping.number_evidence import Clue
from cxcli.mapping.numbers import DecimalSign, NumberFormat
from cxcli.mapping.numbers import decide as decide_numbers
from cxcli.mapping.readings import BLANK, MISSING, READ, UNICODE_DIGITS, UNREADABLE, Readings
from cxcli.mapping.records import FateArray, IntArray
from cxcli.mapping.zones import MaskArray

_MINUTES = 60
_DIGITS = 200
"""More than a number of 40 digits or of an exponent of two digits can have in microseconds: sums are exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationFormat:
    """How the durations of a column are written. `basis` says on what that rests.

    `unit` is what plain numbers count, `parts` what two parts are (`hh:mm` or `mm:ss`), `numbers` how numbers are
    spelled; `dated`: all are dates that count from the first day of 1970. `plain`: each text so far says what it is,
    or the unit does, so that texts to come cannot give it another meaning.
    """

    unit: Unit | None
    parts: Unit | None
    numbers: NumberFormat
    dated: bool
    plain: bool
    basis: str
    header: str = ""
    declared: Unit | None = None
    evidence: DurationEvidence = field(default_factory=DurationEvidence, compare=False)

    def read(self, texts: Sequence[str]) -> Readings[list[int | None]]:
        """The microseconds that each text is; parts of one are rounded, a half to the even one.

        Zero and durations below zero are read. Unreadable are more than 40 digits, more than 100,000 days, minutes or
        seconds of a clock above 59, years and months, percentages, the sign U+2212, dates where not all are dates of
        1970 to 1999, and everything that is no duration.
        """
        written = read_written(texts)
        merged = self.evidence + DurationEvidence.of_written(written)
        amounts, known = self._amounts(written)
        notices = self._add_numbers(written, amounts, known)
        fates = np.where(known, READ, _FATES[written.codes])
        values: list[int | None] = list(amounts.tolist())
        for row in np.flatnonzero(~known).tolist():
            values[row] = None
        again = decide(merged, self.header, self.declared, self.numbers.declared)
        return Readings(values, fates, notices, surprising=again != self)

    def _amounts(self, written: Written) -> tuple[IntArray, MaskArray]:
        """The microseconds of the texts that have no parts, and which texts these are."""
        scales = np.zeros(len(Form), dtype=np.int64)
        for form, scale in self._scales():
            scales[form] = scale
        each = scales[written.codes]
        known = (each > 0) & (np.abs(written.amounts) <= LONGEST // np.maximum(each, 1))
        return np.where(known, written.amounts, 0) * each, known

    def _scales(self) -> Iterator[tuple[Form, int]]:
        """What an amount of 1 is in microseconds, by form; forms that are no durations here are left out."""
        yield from ((Form.CLOCK, 1), (Form.ISO, 1))
        if self.dated:
            yield Form.DATE, 1
        if self.parts is not None:
            yield from ((form, _MINUTES if self.parts == "hh:mm" else 1) for form in (Form.PAIR, Form.REMAINING))
        if self.parts == "mm:ss":
            yield Form.MINUTES, 1
        if self.unit is not None:
            yield Form.WHOLE, MICROSECONDS[self.unit]

    def _add_numbers(self, written: Written, amounts: IntArray, known: MaskArray) -> tuple[Notice, ...]:
        """Set the microseconds of decimals and of the texts that have parts; return what the reader must be told."""
        found = self.numbers.read(written.numbers)
        values = dict(zip(written.numbers, found.values, strict=True))
        for row, amount in self._sums(written, values):
            if amount is not None and abs(amount) <= LONGEST:
                amounts[row], known[row] = amount, True
        return tuple(dict.fromkeys((*found.notices, *((UNICODE_DIGITS,) if written.foreign else ()))))

    def _sums(self, written: Written, values: Mapping[str, int | Decimal | None]) -> Iterator[tuple[int, int | None]]:
        """The microseconds of decimals and of the texts that have parts, by place; None where there are none."""
        scale = None if self.unit is None else MICROSECONDS[self.unit]
        exact = Context(prec=_DIGITS)
        if self.numbers.decimal == "point":
            yield from ((row, _total([(Decimal(text), scale)], exact)) for row, text in written.decimals.items())
        for row, parts in written.spelled.items():
            yield row, _total([(values[text], own or scale) for text, own in parts], exact)


def decide(
    evidence: DurationEvidence, header: str, unit: Unit | None, decimal: DecimalSign | None
) -> DurationFormat | Problem:
    """The one format that all the durations of a column can have, or the Problem that the column does not say which.

    Refused are plain numbers whose unit neither the config (`unit`) nor the header says, two parts that may be hours
    and minutes or minutes and seconds, and numbers whose decimal sign is unknown and not declared (`decimal`).
    """
    number, parts = number_meaning(unit, header), parts_meaning(evidence, unit, header)
    numbers = decide_numbers(evidence.numbers, decimal=decimal)
    problem = meaning_problem(evidence, number, parts)
    if problem is not None:
        return problem
    if isinstance(numbers, Problem):
        return numbers
    return DurationFormat(
        unit=None if number is None else number.unit,
        parts=None if parts is None else parts.unit,
        numbers=numbers,
        dated=evidence.dated,
        plain=not evidence.dated and (parts is None or parts.said),
        basis="; ".join(_reasons(evidence, numbers, number, parts)) or "no text is a duration",
        header=header,
        declared=unit,
        evidence=evidence,
    )


_FATES: FateArray = np.full(len(Form), UNREADABLE, dtype=np.int8)
_FATES[Form.BLANK], _FATES[Form.MISSING] = BLANK, MISSING


def _total(terms: Sequence[tuple[int | Decimal | None, int | None]], exact: Context) -> int | None:
    """The sum of numbers times the microseconds of their units, or None where one of either is not known."""
    total = Decimal(0)
    for value, scale in terms:
        if value is None or scale is None:
            return None
        total = exact.add(total, exact.multiply(value, scale))
    return int(total.to_integral_value(ROUND_HALF_EVEN))


def _reasons(
    evidence: DurationEvidence, numbers: NumberFormat, number: Meaning | None, parts: Meaning | None
) -> Iterator[str]:
    """What the reading of each form that occurs rests on."""
    if number is not None and evidence.forms & NUMBERS:
        yield number.reason
    if parts is not None and evidence.forms & PAIRS:
        yield parts.reason
    if Form.CLOCK in evidence.forms:
        yield "hours, minutes and seconds"
    if Form.WORDS in evidence.forms:
        yield "numbers with their units, days of 24 hours"
    if Form.ISO in evidence.forms:
        yield "ISO 8601 durations"
    if evidence.numbers.clues - {Clue.BARE}:
        yield numbers.basis
    if evidence.dated:
        yield "dates that count from 1970-01-01"
