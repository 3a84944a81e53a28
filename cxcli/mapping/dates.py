"""Dates and times of a column, as the wall time of the report: one format for all of them, decided or refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from cxcli.errors import Notice, Problem
from cxcli.mapping.date_choices import DateChoices, Order
from cxcli.mapping.date_evidence import Clue, DateEvidence
from cxcli.mapping.date_forms import Shape
from cxcli.mapping.date_orders import Orders, decided_orders, declared_orders
from cxcli.mapping.date_patterns import pattern_problem, read_pattern
from cxcli.mapping.date_shapes import Shapes, read_shapes
from cxcli.mapping.date_units import unit_problem
from cxcli.mapping.epochs import read_numbers
from cxcli.mapping.moments import DAY, MONTH, OFFSET, civil, in_report_zone
from cxcli.mapping.readings import READ, UNDATED, UNICODE_DIGITS, UNREADABLE, Readings
from cxcli.mapping.records import FateArray
from cxcli.mapping.texts import MISSING_WORDS, fold
from cxcli.mapping.zones import TimeArray

_Stamps = tuple[TimeArray, npt.NDArray[np.int64]]

_ISO_ONLY = frozenset({Shape.ISO})
_NUMBERS = frozenset({Shape.NUMBER, Shape.COMPACT})
_UNAMBIGUOUS = frozenset({Shape.ISO, Shape.YEAR_FIRST, Shape.NAMED})

_TWICE = Notice(
    code="ambiguous-local-time",
    message="some times came twice, when clocks went back; the first of the two was taken",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFormat:
    """How the dates of a column are written. `basis` says on what that rests; `plain`: all dates so far are ISO.

    `orders` has an entry for each shape in which the place of the day had to be decided; `shapes` are those read.
    """

    choices: DateChoices
    shapes: frozenset[Shape] = _UNAMBIGUOUS
    orders: tuple[tuple[Shape, Order], ...] = ()
    plain: bool = True
    basis: str = ""
    notices: tuple[Notice, ...] = ()
    evidence: DateEvidence = field(default_factory=DateEvidence, compare=False)

    def read(self, texts: Sequence[str]) -> Readings[TimeArray]:
        """Each text as wall time in the report's zone (`datetime64[us]`, NaT where there is none).

        A blank or missing word is undated. A day that no month has, the second 60, a time that the clocks of its
        zone never showed, and every shape that is not one of the column's are unreadable. A time that was twice is
        the first of the two. A date without a time of day is that day in every zone.
        """
        if self.choices.pattern is not None:
            return self._readings(texts, read_pattern(texts, self.choices.pattern), ())
        shapes = read_shapes(texts)
        merged = decide(self.evidence + DateEvidence.of_shapes(shapes), self.choices)
        notices = (UNICODE_DIGITS,) if shapes.foreign else ()
        return self._readings(texts, self._stamps(shapes), notices, surprising=merged != self)

    def _stamps(self, shapes: Shapes) -> _Stamps:
        """The times as written, and their offsets; NaT for shapes that are not the column's."""
        fields, others = shapes.fields, ~np.isin(shapes.codes, list(self.shapes))
        if self.orders or others.any():
            fields = fields.copy()
        for shape, order in self.orders:
            if order == "day-first":
                rows = shapes.codes == shape
                fields[rows, MONTH], fields[rows, DAY] = shapes.fields[rows, DAY], shapes.fields[rows, MONTH]
        fields[others] = 0
        stamps, offsets = civil(fields), fields[:, OFFSET]
        if self.choices.unit is not None:
            rows = np.flatnonzero(np.isin(shapes.codes, list(_NUMBERS)))
            stamps[rows], offsets[rows] = read_numbers([shapes.texts[row] for row in rows.tolist()], self.choices.unit)
        return stamps, offsets

    def _readings(
        self, texts: Sequence[str], stamps: _Stamps, notices: tuple[Notice, ...], *, surprising: bool = False
    ) -> Readings[TimeArray]:
        times, offsets = stamps
        found = in_report_zone(times, offsets, zone=self.choices.zone, report_zone=self.choices.report_zone)
        twice = (_TWICE,) if found.twice.any() else ()
        return Readings(found.wall, _fates(texts, found.wall), self.notices + notices + twice, surprising)


def decide(evidence: DateEvidence, choices: DateChoices) -> DateFormat | Problem:
    """The one format of a column, or the Problem that the column does not say which.

    Refused are: numeric dates without proof which number is the day (or with proof of both), and a column of epoch
    numbers or serial days without a declared unit. Numbers among dates are unreadable; eight digits are a date where
    there are no other dates. A declared choice goes before all evidence.
    """
    if choices.pattern is not None:
        declared = DateFormat(choices=choices, plain=False, basis="the pattern that the config gives")
        return pattern_problem(choices.pattern) or declared
    orders = decided_orders(evidence) if choices.order is None else declared_orders(choices.order)
    if isinstance(orders, Problem):
        return orders
    return unit_problem(evidence, choices) or _format(evidence, choices, orders)


def _format(evidence: DateEvidence, choices: DateChoices, orders: Orders) -> DateFormat:
    seen = evidence.shapes
    dated = _ISO_ONLY if choices.order == "iso" else _UNAMBIGUOUS | orders.keys()
    compact = choices.unit is None and Shape.COMPACT in seen and seen <= _NUMBERS
    return DateFormat(
        choices=choices,
        shapes=dated | {Shape.COMPACT} if compact else dated,
        orders=tuple((shape, order) for shape, (order, _) in orders.items()),
        plain=seen <= _ISO_ONLY,
        basis=_basis(seen, choices, orders),
        notices=_mixed_zones(evidence, choices),
        evidence=evidence,
    )


def _basis(seen: frozenset[Shape], choices: DateChoices, orders: Orders) -> str:
    reasons = [reason for shape, (_, reason) in orders.items() if shape in seen]
    if choices.unit is not None and seen & _NUMBERS:
        counted = "days of a spreadsheet" if choices.unit == "excel" else f"{choices.unit} since 1970"
        reasons.append(f"numbers are {counted}, as the config says")
    return "; ".join(dict.fromkeys(reasons)) or "no date leaves open what it means"


def _mixed_zones(evidence: DateEvidence, choices: DateChoices) -> tuple[Notice, ...]:
    if not (evidence.says(Clue.WITH_OFFSET) and evidence.says(Clue.WITHOUT_OFFSET)):
        return ()
    message = f"some times carry an offset from UTC and some do not; those without were taken as {choices.zone.key}"
    return (Notice(code="mixed-zones", message=message),)


def _fates(texts: Sequence[str], wall: TimeArray) -> FateArray:
    fates = np.where(np.isnat(wall), UNREADABLE, READ).astype(np.int8)
    for row in np.flatnonzero(fates).tolist():
        word = fold(texts[row])
        if not word or word in MISSING_WORDS:
            fates[row] = UNDATED
    return fates
