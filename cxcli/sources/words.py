"""Fields of a buffer as 8-byte words, so that a row costs a few operations of the machine, whatever is in it."""

from collections.abc import Sequence
from functools import reduce
from operator import add, mul

import numpy as np
import numpy.typing as npt

from cxcli.sources.separators import Positions

Words = npt.NDArray[np.uint64]
Shorts = npt.NDArray[np.uint16]

WIDEST = 64
"""Bytes of a field up to which words are worth it."""
SHORT = 2
"""Bytes of a field up to which it is a number of 16 bits."""
PADDING = bytes(WIDEST)
"""Bytes that a buffer must have behind its last field, so that whole words can be read anywhere."""

_WORD = 8
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(_WORD + 1)], np.uint64)
_FACTORS = tuple(np.uint64(pow(0x9E3779B97F4A7C15, power, 2**64)) for power in range(1, WIDEST // _WORD + 1))
"""Odd numbers with bits all over, so that sums of different words are hardly ever the same."""


def words_of(buffer: bytes, starts: Positions, lengths: Positions) -> list[Words]:
    """Return the first words of all fields, then the second ones, and so on; zeros stand behind the end of a field."""
    words = np.ndarray((len(buffer) - _WORD + 1,), "<u8", buffer, strides=(1,))
    widest = int(lengths.max(initial=1))
    # Dates and ids mostly have one length, and need one mask.
    sizes = lengths[:1] if lengths.min(initial=widest) == widest else lengths
    return [words[starts + offset] & _MASKS[np.clip(sizes - offset, 0, _WORD)] for offset in range(0, widest, _WORD)]


def shorts_of(data: npt.NDArray[np.uint8], starts: Positions, lengths: Positions) -> Shorts:
    """Return fields of at most `SHORT` bytes, zeros behind their end, as numbers; ratings are mostly such fields."""
    found = data[starts].astype(np.uint16)
    found[lengths == 0] = 0
    longer = np.flatnonzero(lengths == SHORT)
    found[longer] |= data[starts[longer] + 1].astype(np.uint16) << 8
    return found


def summed(words: Sequence[Words]) -> Words:
    """Return a number of 64 bits for each field of at most `WIDEST` bytes, the same for equal fields."""
    return reduce(add, map(mul, words, _FACTORS))
