"""The common forms of durations, read by column of characters: hundreds of thousands at once."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.mapping.duration_forms import Form
from cxcli.mapping.records import IntArray
from cxcli.mapping.zones import MaskArray

_Columns = npt.NDArray[np.int32]

_WIDEST = 20
_SECOND = 1_000_000
_ALLOWED = {"n": ("0", "9"), "t": ("0", "5")}


class _Layout(Struct, frozen=True):
    """A form whose texts end in `end`, with digits before it; n stands for a digit, t for one from 0 to 5.

    No text of it is wider than `widest`, so that amounts fit. `scale` is what an amount of 1 counts.
    """

    form: Form
    end: str
    widest: int
    scale: int


_LAYOUTS = (
    _Layout(Form.WHOLE, "n", 15, 1),
    _Layout(Form.CLOCK, "n:tn:tn", 12, _SECOND),
    _Layout(Form.PAIR, "n:tn", 12, _SECOND),
)


def read_grids(texts: Sequence[str], codes: npt.NDArray[np.int8], amounts: IntArray) -> None:
    """Write the forms of whole numbers, of clocks without sign and of decimals; leave the other texts alone.

    The amounts written are whole numbers themselves and the microseconds of clocks; two parts are taken as minutes
    and seconds. Decimals get none: they need exact numbers.
    """
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    for length in range(1, _WIDEST + 1):
        rows = np.flatnonzero(lengths == length)
        if len(rows):
            columns = _columns([texts[row] for row in rows.tolist()], length)
            codes[rows[_decimal(columns)]] = Form.DECIMAL
            for layout in _LAYOUTS:
                if len(layout.end) <= length <= layout.widest:
                    _read(columns, layout, rows, codes, amounts)


def _columns(texts: list[str], length: int) -> _Columns:
    """The characters of texts of one length as code points, one column a text."""
    grid = np.array(texts, dtype=f"<U{length}").view(np.int32).reshape(len(texts), length)
    return np.ascontiguousarray(grid.T)


def _decimal(columns: _Columns) -> MaskArray:
    """Which texts are digits with one point among them that parts no thousands: not three from the end."""
    points = columns == ord(".")
    digits = (columns >= ord("0")) & (columns <= ord("9"))
    right: MaskArray = (points | digits).all(axis=0) & (points.sum(axis=0) == 1) & ~points[0] & ~points[-1]
    return right & ~points[-_THOUSAND] if len(columns) > _THOUSAND else right


_THOUSAND = len(".234")


def _read(columns: _Columns, layout: _Layout, rows: IntArray, codes: npt.NDArray[np.int8], amounts: IntArray) -> None:
    """Write the form and the amount of the texts that have the layout."""
    signs = "n" * (len(columns) - len(layout.end)) + layout.end
    fits = _fits(columns, signs)
    codes[rows[fits]] = layout.form
    amounts[rows[fits]] = _sixties(columns[:, fits], signs) * layout.scale


def _fits(columns: _Columns, signs: str) -> MaskArray:
    """Which texts have these signs."""
    right = np.ones(columns.shape[1], dtype=np.bool_)
    for column, sign in zip(columns, signs, strict=True):
        low, high = _ALLOWED.get(sign, (sign, sign))
        right &= (column >= ord(low)) & (column <= ord(high))
    return right


def _sixties(columns: _Columns, signs: str) -> IntArray:
    """The numbers whose digits stand in the columns; each colon makes what is before it sixty times as much."""
    total = np.zeros(columns.shape[1], dtype=np.int64)
    part = np.zeros_like(total)
    for column, sign in zip(columns, signs, strict=True):
        if sign == ":":
            total, part = (total + part) * 60, np.zeros_like(part)
        else:
            part = part * 10 + (column - ord("0"))
    return total + part
