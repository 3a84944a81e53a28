"""Where the fields and records of delimited text end, by RFC 4180 and nothing looser.

A block of bytes is looked at as a whole: numpy finds every delimiter, line end and quote, the parity of quotes tells
which of them stand inside a quoted field, and two rules tell whether the quotes themselves are in order:
an opening quote follows a delimiter or a line end, a closing quote precedes one. A record that breaks a rule is
walked byte by byte, and the whole-block view goes on behind it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

NEWLINE, RETURN, QUOTE = 10, 13, 34
_FAULTS_BEFORE_WALKING = 16


@dataclass(frozen=True, slots=True)
class Separators:
    """Where fields end: `positions` of delimiters and line ends outside quotes, `is_end` marks the line ends.

    `newlines` are the positions of all line feeds, inside quotes too. `stray` holds the start positions of records
    with a quote out of place. Everything lies before `consumed`, the end of the last complete record;
    `open_quote` is the position of a quote still open at the end of the block, or None.
    """

    positions: Positions
    is_end: npt.NDArray[np.bool_]
    newlines: Positions
    stray: frozenset[int]
    consumed: int
    open_quote: int | None


def find_separators(block: bytes, delimiter: int, *, quoted: bool) -> Separators:
    """Return the separators of the complete records in `block`; what follows the last line end is left alone."""
    data = np.frombuffer(block, np.uint8)
    parts: list[tuple[Positions, Bytes]] = []
    stray: set[int] = set()
    start, faults = 0, 0
    while True:
        found = _scan(data, start, delimiter, quoted=quoted)
        parts.append((found.positions, found.kinds))
        if found.fault is None:
            break
        faults += 1
        limit = 1 if faults < _FAULTS_BEFORE_WALKING else None
        walked = _walk(block, found.end, delimiter, records=limit)
        parts.append((walked.positions, data[walked.positions]))
        stray |= walked.stray
        start = walked.end
        stuck = walked.end == found.end
        if stuck or limit is None:
            found = walked
            break
    positions = np.concatenate([part for part, _ in parts])
    kinds = np.concatenate([kind for _, kind in parts])
    is_end = kinds == NEWLINE
    ends = positions[is_end]
    newlines = np.flatnonzero(data[: found.end] == NEWLINE) if found.lines_inside or faults else ends
    return Separators(positions, is_end, newlines, frozenset(stray), found.end, found.open_quote)


@dataclass(frozen=True, slots=True)
class _Found:
    """The separators up to `end`, a record's end; `fault` is the first quote out of place behind it, if there is one."""

    positions: Positions
    kinds: Bytes
    end: int
    fault: int | None
    open_quote: int | None
    lines_inside: bool = True
    stray: frozenset[int] = frozenset()


def _scan(data: Bytes, start: int, delimiter: int, *, quoted: bool) -> _Found:
    view = data[start:]
    wanted = (view == delimiter) | (view == NEWLINE)
    is_quote = view == QUOTE
    has_quotes = quoted and bool(is_quote.any())
    places = np.flatnonzero(wanted | is_quote if has_quotes else wanted)
    kinds = view[places]
    fault: int | None = None
    open_quote: int | None = None
    every_line: int | None = None
    if has_quotes:
        is_quote = kinds == QUOTE
        quotes = places[is_quote]
        fault = _first_fault(view, quotes, delimiter)
        open_quote = start + int(quotes[-1]) if len(quotes) % 2 else None
        # The count of quotes may wrap around: only its last bit matters.
        outside = ~is_quote & ((np.cumsum(is_quote, dtype=np.uint8) & 1) == 0)
        every_line = np.count_nonzero(kinds == NEWLINE)
        places, kinds = places[outside], kinds[outside]
    ends = places[kinds == NEWLINE]
    lines_inside = every_line is not None and every_line != len(ends)
    if fault is not None:
        ends = ends[: np.searchsorted(ends, fault)]
    end = int(ends[-1]) + 1 if len(ends) else 0
    kept = int(np.searchsorted(places, end))
    fault = None if fault is None else start + fault
    places = places[:kept] + start if start else places[:kept]
    return _Found(places, kinds[:kept], start + end, fault, open_quote, lines_inside)


def _first_fault(view: Bytes, quotes: Positions, delimiter: int) -> int | None:
    """Return the position of the first quote that neither opens nor closes a field as it should."""
    opening, closing = quotes[0::2], quotes[1::2]
    before = view[np.maximum(opening - 1, 0)]
    opens = (opening == 0) | (before == delimiter) | (before == NEWLINE) | (before == QUOTE)
    after = view[np.minimum(closing + 1, len(view) - 1)]
    closes = (after == delimiter) | (after == NEWLINE) | (after == RETURN) | (after == QUOTE)
    closes |= closing == len(view) - 1
    wrong = [int(places[~right][0]) for places, right in ((opening, opens), (closing, closes)) if not right.all()]
    return min(wrong) if wrong else None


def _walk(block: bytes, start: int, delimiter: int, *, records: int | None) -> _Found:
    """Walk records byte by byte from `start`: a quote out of place is taken as it stands and its record noted.

    With `records=1` the walk ends behind the first complete record, else behind the last.
    """
    positions: list[int] = []
    stray: set[int] = set()
    done, kept, record = start, 0, start
    at, size, open_quote = start, len(block), None
    field_start = True
    while at < size:
        byte = block[at]
        if byte == QUOTE and field_start:
            open_quote = at
            at = _closing_quote(block, at + 1)
            if at >= size:
                break
            open_quote = None
            at += 1
            field_start = False
            if at < size and block[at] not in (delimiter, NEWLINE, RETURN):
                stray.add(record)
            continue
        field_start = byte in (delimiter, NEWLINE)
        if field_start:
            positions.append(at)
        if byte == QUOTE:
            stray.add(record)
        at += 1
        if byte == NEWLINE:
            done, kept, record = at, len(positions), at
            if records == 1:
                break
    complete = frozenset(place for place in stray if place < done)
    found = np.array(positions[:kept], np.int64)
    return _Found(found, np.empty(0, np.uint8), done, None, open_quote, stray=complete)


def _closing_quote(block: bytes, start: int) -> int:
    """Return the position of the quote that ends the field opened before `start`, or the block's length."""
    at = block.find(b'"', start)
    while at != -1 and block[at + 1 : at + 2] == b'"':
        at = block.find(b'"', at + 2)
    return len(block) if at == -1 else at
