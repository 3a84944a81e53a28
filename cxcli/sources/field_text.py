"""From field positions to texts: each distinct text of a column is decoded once."""

from collections.abc import Sequence
from functools import reduce
from operator import add, mul

import numpy as np
import numpy.typing as npt

from cxcli.sources.chunk import TextColumn
from cxcli.sources.lazy_texts import LazyTexts
from cxcli.sources.separators import QUOTE, Bytes, Positions

_WORD = 8
_FEW = 16_384
_WIDEST = 64
_MANY = 4_096
"""From so many distinct texts on they are decoded only when somebody asks for them."""
_FACTORS = tuple(np.uint64(pow(0x9E3779B97F4A7C15, power, 2**64)) for power in range(1, _WIDEST // _WORD + 1))
"""Odd numbers with bits all over, so that sums of different words are hardly ever the same."""
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(_WORD + 1)], np.uint64)

Words = npt.NDArray[np.uint64]

PADDING = bytes(_WIDEST)
"""Bytes that the buffer must have behind its last field, so that whole words can be read anywhere."""


def take_column(buffer: bytes, starts: Positions, stops: Positions, *, quoted: bool) -> TextColumn:
    """Return the texts of the fields `starts` to `stops` of `buffer`, which ends with `PADDING`.

    Fields are compared as 8-byte words, so that the work per row is a few machine operations; only the distinct
    fields are decoded. The fields were audited before: a quote at the start means a quoted field, quotes inside are
    doubled, the bytes are UTF-8.
    """
    data = np.frombuffer(buffer, np.uint8)
    if quoted:
        starts, stops = _inside_quotes(data, starts, stops)
    widest = int((stops - starts).max(initial=0))
    codes = (
        _codes_of_words(buffer, starts, stops, widest) if widest <= _WIDEST else _codes_of_slices(buffer, starts, stops)
    )
    firsts = _first_rows(codes)
    texts = LazyTexts(buffer, starts[firsts], stops[firsts], doubled=quoted)
    return TextColumn(codes, texts if len(firsts) > _MANY else list(texts))


def _inside_quotes(data: Bytes, starts: Positions, stops: Positions) -> tuple[Positions, Positions]:
    is_quoted = (data[starts] == QUOTE) & (stops > starts)
    if not is_quoted.any():
        return starts, stops
    return starts + is_quoted, stops - is_quoted


def _codes_of_words(buffer: bytes, starts: Positions, stops: Positions, widest: int) -> npt.NDArray[np.int64]:
    """Number the distinct fields by their words; those of several words by a sum that is checked word by word."""
    words = np.ndarray((len(buffer) - _WORD + 1,), "<u8", buffer, strides=(1,))
    lengths = stops - starts
    mine = [
        words[starts + offset] & _MASKS[np.clip(lengths - offset, 0, _WORD)]
        for offset in range(0, max(widest, 1), _WORD)
    ]
    if len(mine) == 1:
        return _numbered(mine[0])[0]
    codes = _numbered(reduce(add, map(mul, mine, _FACTORS)))[0]
    firsts = _first_rows(codes)
    alike = all(np.array_equal(word, word[firsts][codes]) for word in mine)
    return codes if alike else _codes_of_pairs(mine)


def _codes_of_pairs(words: Sequence[Words]) -> npt.NDArray[np.int64]:
    """Number the distinct fields by pairs of numbers, word after word, so that nothing can collide."""
    codes = np.zeros(len(words[0]), np.int64)
    for word in words:
        more, distinct = _numbered(word)
        codes = _numbered(codes * distinct + more)[0]
    return codes


def _numbered(keys: npt.NDArray[np.generic]) -> tuple[npt.NDArray[np.int64], int]:
    """Return a number for each key, the same for equal keys and without gaps, and how many there are."""
    if len(keys) < _FEW:
        distinct, codes = np.unique(keys, return_inverse=True)
        return codes.astype(np.int64, copy=False), len(distinct)
    # A hash table is many times faster than sorting; loading pandas pays off only for many rows.
    from pandas import factorize  # noqa: PLC0415

    found, values = factorize(keys)
    return found.astype(np.int64, copy=False), len(values)


def _codes_of_slices(buffer: bytes, starts: Positions, stops: Positions) -> npt.NDArray[np.int64]:
    numbers: dict[bytes, int] = {}
    slices = (buffer[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True))
    return np.fromiter((numbers.setdefault(field, len(numbers)) for field in slices), np.int64, len(starts))


def _first_rows(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return, for each code in order, a row that has it."""
    rows = np.empty(int(codes.max(initial=-1)) + 1, np.int64)
    rows[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return rows
