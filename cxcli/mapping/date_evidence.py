"""What the dates of a column prove about its order of day and month, its unit and its offsets."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.date_forms import Shape
from cxcli.mapping.date_shapes import Shapes, read_shapes
from cxcli.mapping.moments import DAY, MONTH, NO_OFFSET, NO_TIME, OFFSET, YEAR, FieldArray
from cxcli.mapping.texts import ascii_digits, clean

_MONTHS = 12
_DAYS = 31


class Clue(StrEnum):
    """One thing that dates of a shape say."""

    PRESENT = "present"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    OPEN = "open"
    WITH_OFFSET = "with offset"
    WITHOUT_OFFSET = "without offset"
    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"
    MICROSECONDS = "microseconds"
    SERIAL = "serial"


_BY_DIGITS = (
    {digits: Clue.SERIAL for digits in range(1, 7)}  # noqa: C420 - one line a unit
    | {9: Clue.SECONDS, 10: Clue.SECONDS, 12: Clue.MILLISECONDS, 13: Clue.MILLISECONDS}
    | {15: Clue.MICROSECONDS, 16: Clue.MICROSECONDS}
)


class DateEvidence(Struct, frozen=True):
    """What the dates of a column say, shape by shape; evidence adds in any order, `DateEvidence.empty()` is neutral."""

    clues: frozenset[tuple[Shape, Clue]] = frozenset()

    @classmethod
    def empty(cls) -> "DateEvidence":
        """No evidence."""
        return cls()

    @classmethod
    def of(cls, texts: Sequence[str]) -> "DateEvidence":
        """The evidence of some texts; blank and unreadable ones say nothing."""
        return cls.of_shapes(read_shapes(texts))

    @classmethod
    def of_shapes(cls, shapes: Shapes) -> "DateEvidence":
        """The evidence of texts whose shapes are read."""
        return cls(frozenset(_clues(shapes)))

    def __add__(self, other: "DateEvidence") -> "DateEvidence":
        return DateEvidence(self.clues | other.clues)

    @property
    def shapes(self) -> frozenset[Shape]:
        """The shapes that occur."""
        return frozenset(shape for shape, _ in self.clues)

    def about(self, shape: Shape) -> frozenset[Clue]:
        """What the dates of one shape say."""
        return frozenset(clue for about, clue in self.clues if about == shape)

    def says(self, clue: Clue) -> bool:
        """Whether the dates of any shape say this."""
        return any(said == clue for _, said in self.clues)


def _clues(shapes: Shapes) -> Iterator[tuple[Shape, Clue]]:
    for shape in {Shape(code) for code in np.flatnonzero(np.bincount(shapes.codes)).tolist()} - {
        Shape.GARBAGE,
        Shape.BLANK,
    }:
        if shape == Shape.NUMBER:
            yield from ((shape, clue) for clue in _digit_clues(shapes))
        else:
            yield shape, Clue.PRESENT
            offsets = shapes.fields[shapes.codes == shape, OFFSET]
            found = {**_offset_clues(offsets), **(_order_clues(shapes.of(shape), shape) if shape.numeric else {})}
            yield from ((shape, clue) for clue, present in found.items() if present.any())


def _digit_clues(shapes: Shapes) -> set[Clue]:
    numbers = (shapes.texts[row] for row in np.flatnonzero(shapes.codes == Shape.NUMBER).tolist())
    lengths = {len(ascii_digits(clean(text)).lstrip("-").partition(".")[0]) for text in numbers}
    return {_BY_DIGITS[length] for length in lengths if length in _BY_DIGITS}


def _offset_clues(offsets: npt.NDArray[np.int64]) -> dict[Clue, npt.NDArray[np.bool_]]:
    return {
        Clue.WITHOUT_OFFSET: offsets == NO_OFFSET,
        Clue.WITH_OFFSET: (offsets != NO_OFFSET) & (offsets != NO_TIME),
    }


def _order_clues(fields: FieldArray, shape: Shape) -> dict[Clue, npt.NDArray[np.bool_]]:
    """A number above 12 can only be a day; a number above 31 is no part of a date and says nothing."""
    first, second = fields[:, MONTH], fields[:, DAY]
    first_month, second_month = _within(first, _MONTHS), _within(second, _MONTHS)
    day_first = ~first_month & _within(first, _DAYS) & second_month
    month_first = ~second_month & _within(second, _DAYS) & first_month
    either = first_month & second_month & (first != second)
    if shape == Shape.SHORT_DASH:
        # 24-01-05 may also be written year first.
        year_first = second_month & _within(fields[:, YEAR] % 100, _DAYS)
        day_first, either = day_first & ~year_first, either | year_first
    return {Clue.DAY_FIRST: day_first, Clue.MONTH_FIRST: month_first, Clue.OPEN: either}


def _within(numbers: npt.NDArray[np.int64], highest: int) -> npt.NDArray[np.bool_]:
    return (numbers >= 1) & (numbers <= highest)
