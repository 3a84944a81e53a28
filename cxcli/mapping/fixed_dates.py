"""Dates of fixed width, ISO 8601 above all, read by column of characters: a quarter of a million at once."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.date_forms import Shape
from cxcli.mapping.moments import (
    DAY,
    HOUR,
    MICROSECOND,
    MINUTE,
    MINUTES,
    MONTH,
    NO_OFFSET,
    NO_SUCH_OFFSET,
    NO_TIME,
    OFFSET,
    SECOND,
    YEAR,
    FieldArray,
)
from cxcli.mapping.zones import MaskArray
from cxcli.sources.lazy_texts import LazyTexts

_Grid = npt.NDArray[np.uint32] | npt.NDArray[np.uint8]
"""The characters of texts of one length: code points, or bytes of UTF-8, of which those below 128 are code points."""

# Letters of a template: Y M D h m s f for the digits of the fields, o and p for the hours and minutes of an offset,
# n for other digits, T for T, t or a space, ~ for plus or minus, Z for Z or z; anything else stands for itself.
_DIGITS = {"Y": YEAR, "M": MONTH, "D": DAY, "h": HOUR, "m": MINUTE, "s": SECOND, "f": MICROSECOND}
_SIGNS = {"T": "Tt ", "~": "+-", "Z": "Zz"}
_ISO_TIMES = ("Thh:mm", "Thh:mm:ss", "Thh:mm:ss.fff", "Thh:mm:ss.ffffff")
_ISO_ZONES = ("", "Z", "~oo:pp", "~oopp", " utc", " ~oopp")
_CLOCKS = ("", " hh:mm", " hh:mm:ss")
_NUMERIC = {"/": Shape.SLASH, ".": Shape.DOT, "-": Shape.DASH}


class _Template(Struct, frozen=True):
    """A form of fixed width."""

    shape: Shape
    letters: str

    def columns(self, letter: str) -> list[int]:
        """The columns in which the letter stands."""
        return [column for column, found in enumerate(self.letters) if found == letter]


_TEMPLATES = (
    _Template(Shape.ISO, "YYYY-MM-DD"),
    *(_Template(Shape.ISO, f"YYYY-MM-DD{time}{zone}") for time, zone in product(_ISO_TIMES, _ISO_ZONES)),
    *(_Template(_NUMERIC[sign], f"MM{sign}DD{sign}YYYY{clock}") for sign, clock in product(_NUMERIC, _CLOCKS)),
    _Template(Shape.COMPACT, "YYYYMMDD"),
    _Template(Shape.NUMBER, "n" * len("1700000000")),
    _Template(Shape.NUMBER, "n" * len("1700000000000")),
)

_ZERO, _TEN = np.uint8(ord("0")), np.uint8(10)
_LONGEST = max(len(template.letters) for template in _TEMPLATES)


def read_fixed(texts: Sequence[str], codes: npt.NDArray[np.int8], fields: FieldArray) -> None:
    """Write the shape and the calendar fields of those texts that have a known fixed width; leave the others alone.

    The fields of a text that has the shape may still be impossible (month 13).
    """
    # Of a text that is not plain ASCII the bytes are more than the characters, and none of them fits a template.
    lengths = texts.lengths if isinstance(texts, LazyTexts) else np.fromiter(map(len, texts), np.int64, len(texts))
    there = set(np.flatnonzero(np.bincount(lengths[lengths <= _LONGEST])).tolist())
    for template in (each for each in _TEMPLATES if len(each.letters) in there):
        rows = np.flatnonzero((lengths == len(template.letters)) & (codes == Shape.GARBAGE))
        if len(rows):
            grid = _grid(texts, rows, len(template.letters))
            fits = _fits(grid, template)
            if len(rows) == len(codes) and fits.all():
                codes[:] = template.shape
                _write_fields(grid, template, fields)
                return
            codes[rows[fits]] = template.shape
            fitting = np.empty((np.count_nonzero(fits), OFFSET + 1), np.int64, order="F")
            _write_fields(grid[:, fits], template, fitting)
            fields[rows[fits]] = fitting


def _grid(texts: Sequence[str], rows: npt.NDArray[np.int64], length: int) -> _Grid:
    """The characters of texts of one length, a column a text: what is alike in all texts lies side by side."""
    if isinstance(texts, LazyTexts):
        return np.ascontiguousarray(texts.grid(rows, length).T)
    characters = np.array([texts[row] for row in rows.tolist()], dtype=f"<U{length}")
    return np.ascontiguousarray(characters.view(np.uint32).reshape(len(rows), length).T)


def _fits(grid: _Grid, template: _Template) -> MaskArray:
    right = np.ones(grid.shape[1], dtype=np.bool_)
    for points, letter in zip(grid, template.letters, strict=True):
        if letter in "YMDhmsfopn":
            # What stands before the digits is far behind them, once they begin at 0: there are no negative ones.
            right &= points - _ZERO < _TEN
        else:
            signs = [points == ord(sign) for sign in _SIGNS.get(letter, letter.upper())]
            right &= signs[0] if len(signs) == 1 else np.logical_or.reduce(signs)
    return right


def _write_fields(grid: _Grid, template: _Template, fields: FieldArray) -> None:
    for letter, field in _DIGITS.items():
        fields[:, field] = _number(grid, template.columns(letter))
    fields[:, MICROSECOND] *= 10 ** (6 - len(template.columns("f")))
    fields[:, OFFSET] = _offsets(grid, template)


def _offsets(grid: _Grid, template: _Template) -> npt.NDArray[np.int64] | int:
    """The offsets in seconds, or the one mark that stands for all."""
    signs = template.columns("~")
    if not signs:
        at_utc = template.letters.endswith(("Z", "utc"))
        return 0 if at_utc else NO_OFFSET if template.columns("h") else NO_TIME
    minutes = _number(grid, template.columns("p"))
    offsets = (_number(grid, template.columns("o")) * MINUTES + minutes) * 60
    signed = np.where(grid[signs[0]] == ord("-"), -offsets, offsets)
    return np.where(minutes < MINUTES, signed, NO_SUCH_OFFSET)


def _number(grid: _Grid, columns: list[int]) -> npt.NDArray[np.int64] | int:
    """The whole numbers whose digits stand in the columns; no columns give 0."""
    if not columns:
        return 0
    number = np.zeros(grid.shape[1], dtype=np.int64)
    for first in range(0, len(columns), 2):
        pair = columns[first : first + 2]
        # Two digits have room in a byte, and bytes take an eighth of the time.
        digits = [(grid[column] - _ZERO).astype(np.uint8) for column in pair]
        number *= 10 ** len(pair)
        number += digits[0] if len(pair) == 1 else digits[0] * _TEN + digits[1]
    return number
