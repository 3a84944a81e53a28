"""The rules that every record of delimited text has to keep."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from cxcli.sources.layout import Layout, Records
from cxcli.sources.separators import NEWLINE, QUOTE, RETURN, Positions

RULES: Mapping[str, str] = {
    "repeated_header": "the header again, among the data",
    "stray_quote": "a quote inside an unquoted field, or text behind a closing quote",
    "invalid_utf8": "bytes that are not UTF-8",
    "nul_byte": "a NUL byte",
    "bare_return": "a carriage return that ends no line, outside quotes",
    "too_few_fields": "fewer fields than the header",
    "too_many_fields": "more fields than the header",
    "total_row": "a total under the data",
}
"""Every rule that a record of delimited text can break; of several, the first is the one counted."""

BOM = b"\xef\xbb\xbf"
TOTALS = frozenset({"total", "totals", "grand total", "sum", "average", "mean", "summe", "gesamt", "somme", "suma"})

Faults = Mapping[int, tuple[str, str]]
"""By record number: the first rule that it breaks, and the detail."""


def find_faults(records: Records, stray: Iterable[int], layout: Layout, *, last: bool) -> Faults:
    """Return the rule that each broken record breaks; `stray` are the first bytes of records with a quote out of place.

    An empty line breaks a rule only where it is a record: where there is one column. `last`: the file ends here.
    """
    faults: dict[int, tuple[str, str]] = {}
    is_record = records.lengths > 0 if layout.width > 1 else np.ones(len(records), np.bool_)
    for rule, broken in _broken(records, stray, layout, last=last):
        numbers = np.fromiter(broken, np.int64)
        numbers = numbers[is_record[numbers]]
        widths = records.widths[numbers]
        for number, width in zip(numbers.tolist(), widths.tolist(), strict=True):
            faults.setdefault(number, (rule, _detail(rule, width, layout.width)))
    return faults


def _detail(rule: str, width: int, expected: int) -> str:
    if rule in ("too_few_fields", "too_many_fields"):
        return f"{width} field{'s' * (width != 1)} where the header has {expected}"
    return RULES[rule]


def _broken(
    records: Records, stray: Iterable[int], layout: Layout, *, last: bool
) -> Iterator[tuple[str, Iterable[int]]]:
    """Yield each rule with the numbers of the records that break it, in the order of `RULES`."""
    for header in layout.headers:
        yield "repeated_header", _same_as(header, records)
    yield "stray_quote", np.searchsorted(records.starts, sorted(stray))
    if not records.block.isascii():
        yield "invalid_utf8", _not_utf8(records)
    if b"\0" in records.block:
        yield "nul_byte", _numbers_at(records, np.flatnonzero(records.data == 0))
    if b"\r" in records.block and records.block.count(b"\r") != records.returned:
        yield "bare_return", _numbers_at(records, _bare_returns(records, layout))
    yield "too_few_fields", np.flatnonzero(records.widths < layout.width)
    yield "too_many_fields", np.flatnonzero(records.widths > layout.width)
    if last and layout.width > 1:
        yield "total_row", _total(records, layout)


def _same_as(header: bytes, records: Records) -> list[int]:
    """Return the records that are `header` byte for byte, a byte order mark before it or not."""
    if header not in records.block:
        return []
    same: list[int] = []
    for text in (header, BOM + header):
        numbers = np.flatnonzero(records.lengths == len(text))
        cells = records.data[records.starts[numbers, None] + np.arange(len(text))]
        same += numbers[(cells == np.frombuffer(text, np.uint8)).all(axis=1)].tolist()
    return same


def _not_utf8(records: Records) -> Iterator[int]:
    if _is_utf8(records.block):
        return
    for number in np.flatnonzero(beyond_ascii(records)).tolist():
        if not _is_utf8(records.text(number)):
            yield number


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def beyond_ascii(records: Records) -> Positions:
    """Return, for each record, whether it holds a byte beyond ASCII (0 where it does not)."""
    if len(records) == 0 or records.block.isascii():
        return np.zeros(len(records), np.int64)
    return (np.bitwise_or.reduceat(records.data, records.starts) & 0x80).astype(np.int64)


def _bare_returns(records: Records, layout: Layout) -> Positions:
    """Return the positions of the carriage returns that stand outside quotes and before no line feed."""
    returns = np.flatnonzero(records.data == RETURN)
    bare: Positions = returns[records.data[returns + 1] != NEWLINE]
    if not layout.quoted:
        return bare
    quotes = np.flatnonzero(records.data == QUOTE)
    starts = records.starts[np.searchsorted(records.starts, bare, side="right") - 1]
    inside = (np.searchsorted(quotes, bare) - np.searchsorted(quotes, starts)) % 2
    outside: Positions = bare[inside == 0]
    return outside


def _numbers_at(records: Records, places: Positions) -> Positions:
    """Return the numbers of the records that hold the bytes at `places`, each once."""
    return np.unique(np.searchsorted(records.starts, places, side="right") - 1)


def _total(records: Records, layout: Layout) -> list[int]:
    """Look at the last record only, where exports put their total: a word for it, and beside it nothing but numbers."""
    filled = np.flatnonzero(records.lengths)
    if len(filled) == 0:
        return []
    first, *rest = filled_cells(records.text(int(filled[-1])), layout.delimiter) or [""]
    is_total = first in TOTALS - layout.labels and not any(map(str.isalpha, "".join(rest)))
    return [int(filled[-1])] if is_total else []


def filled_cells(record: bytes, delimiter: int) -> list[str]:
    """Return the cells of a record that hold anything, without quotes and in one case, as far as words are told by."""
    fields = record.decode(errors="replace").casefold().split(chr(delimiter))
    return [cell for field in fields if (cell := field.strip(' "\t:'))]
