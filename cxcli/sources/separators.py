"""Where the fields and records of delimited text end, by RFC 4180 and nothing looser.

A block of bytes is looked at as a whole: numpy finds every delimiter, line end and quote, the parity of quotes tells
which of them stand inside a quoted field, and two rules tell whether the quotes themselves are in order:
an opening quote follows a delimiter or a line end, a closing quote precedes one. Where a rule is broken, the places
found are walked one by one.
"""

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

Positions = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

NEWLINE, RETURN, QUOTE = 10, 13, 34


class Separators(Struct, frozen=True):
    """Where fields end: `positions` of delimiters and line ends outside quotes, `at_end` the indices of the line ends.

    `newlines` are the positions of all line feeds, inside quotes too. `stray` holds the start positions of records
    with a quote out of place. Everything lies before `consumed`, the end of the last complete record;
    `open_quote` is the position of a quote still open at the end of the block, or None.
    """

    positions: Positions
    at_end: Positions
    newlines: Positions
    stray: frozenset[int]
    consumed: int
    open_quote: int | None

    def first(self, records: int) -> "Separators":
        """Return the separators of the first `records` records alone."""
        if records >= len(self.at_end):
            return self
        at_end = self.at_end[: max(records, 0)]
        kept = int(at_end[-1]) + 1 if len(at_end) else 0
        consumed = int(self.positions[kept - 1]) + 1 if kept else 0
        newlines = self.newlines[: np.searchsorted(self.newlines, consumed)]
        stray = frozenset(place for place in self.stray if place < consumed)
        return Separators(self.positions[:kept], at_end, newlines, stray, consumed, self.open_quote)


def find_separators(block: bytes, delimiter: int, *, quoted: bool) -> Separators:
    """Return the separators of the complete records in `block`; what follows the last line end is left alone."""
    data = np.frombuffer(block, np.uint8)
    with_quotes = quoted and b'"' in block
    wanted = data == delimiter
    wanted |= data == NEWLINE
    if with_quotes:
        wanted |= data == QUOTE
    places = np.flatnonzero(wanted)
    kinds = data[places]
    if not with_quotes:
        return _up_to_the_last_end(places, kinds, _Quotes())
    is_quote = kinds == QUOTE
    if _in_order(data, places[is_quote], delimiter):
        # The count of quotes may wrap around: only its last bit matters.
        outside = ~is_quote & ((np.cumsum(is_quote, dtype=np.uint8) & 1) == 0)
        quotes = _Quotes(opened=_left_open(places[is_quote]))
    else:
        outside, quotes = _walk(block, places, kinds, delimiter)
    found = _up_to_the_last_end(places[outside], kinds[outside], quotes)
    seen = int(np.searchsorted(places, found.consumed))
    is_newline = kinds[:seen] == NEWLINE
    if np.count_nonzero(is_newline) == len(found.at_end):
        return found
    return replace(found, newlines=places[:seen][is_newline])


class _Quotes(Struct, frozen=True):
    """What became of the quotes: the records with one out of place, and the one left open."""

    stray: frozenset[int] = frozenset()
    opened: int | None = None


def _up_to_the_last_end(places: Positions, kinds: Bytes, quotes: _Quotes) -> Separators:
    """Return the separators of complete records, whose line ends are all the line feeds as long as none is quoted."""
    at_end = np.flatnonzero(kinds == NEWLINE)
    kept = int(at_end[-1]) + 1 if len(at_end) else 0
    places = places[:kept]
    consumed = int(places[-1]) + 1 if kept else 0
    stray = frozenset(place for place in quotes.stray if place < consumed)
    return Separators(places, at_end, places[at_end], stray, consumed, quotes.opened)


def _in_order(data: Bytes, quotes: Positions, delimiter: int) -> bool:
    """Whether each quote, taken in turn as opening and closing, stands where such a one should.

    A doubled quote reads as one that closes and one that opens again.
    """
    opening, closing = quotes[0::2], quotes[1::2]
    before = data[np.maximum(opening - 1, 0)]
    opens = (before == delimiter) | (before == NEWLINE) | (before == QUOTE) | (opening == 0)
    after = data[np.minimum(closing + 1, len(data) - 1)]
    closes = (after == delimiter) | (after == NEWLINE) | (after == QUOTE) | (after == RETURN)
    closes |= closing == len(data) - 1
    return bool(opens.all() and closes.all())


def _left_open(quotes: Positions) -> int | None:
    """Return the quote that opened the field which is still open, if one is: doubled quotes inside it do not count."""
    if len(quotes) % 2 == 0:
        return None
    opening, closing = quotes[0::2], quotes[1::2]
    begins = np.concatenate((np.ones(1, np.bool_), opening[1:] != closing + 1))
    return int(opening[begins][-1])


def _walk(block: bytes, places: Positions, kinds: Bytes, delimiter: int) -> tuple[Mask, _Quotes]:
    """Take the places one by one: a quote out of place is text, and its record is noted."""
    outside = np.zeros(len(places), np.bool_)
    may_follow = (b"", bytes([delimiter]), b"\n", b"\r")
    stray: set[int] = set()
    record = field = 0
    opened: int | None = None
    doubled = -1
    for number, (at, kind) in enumerate(zip(places.tolist(), kinds.tolist(), strict=True)):
        if opened is not None:
            if kind != QUOTE or at == doubled:
                continue
            behind = block[at + 1 : at + 2]
            if behind == b'"':
                doubled = at + 1
                continue
            opened = None
            if behind not in may_follow:
                stray.add(record)
        elif kind != QUOTE:
            outside[number] = True
            field = at + 1
            record = field if kind == NEWLINE else record
        elif at == field:
            opened = at
        else:
            stray.add(record)
    return outside, _Quotes(frozenset(stray), opened)
