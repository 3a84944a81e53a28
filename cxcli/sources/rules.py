"""The rules that every record of delimited text has to keep."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
TOTALS = frozenset(
    {"total", "totals", "grand total", "grand totals", "subtotal", "subtotals"}
    | {"sum", "average", "avg", "mean", "count"}
    | {"gesamt", "summe", "insgesamt", "gesamtergebnis", "somme", "total général", "suma", "totale"}
)
TOTALS_LOOKED_AT = 10
"""How many filled records at the end of a file are looked at for totals."""
_COUNT = re.compile(r"\s*\(\d[\d.,]*(\s\w+)?\)")

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
    same: list[int] = []
    for text in (header, BOM + header):
        numbers = np.flatnonzero(records.lengths == len(text))
        if not len(numbers) or text not in records.block:
            continue
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
    """Return the totals at the end, where exports put them; a footer of records of another width may be below."""
    filled = np.flatnonzero(records.lengths)[-TOTALS_LOOKED_AT:]
    full: list[int] = filled[records.widths[filled] == layout.width].tolist()
    return full[len(full) - totals_at_the_end([records.text(number) for number in full], layout) :]


def totals_at_the_end(records: Sequence[bytes], layout: Layout) -> int:
    """Return how many of the last records, one after the other, are totals: at most `TOTALS_LOOKED_AT`."""
    count = 0
    for record in reversed(records[-TOTALS_LOOKED_AT:]):
        if not _is_total(record, layout):
            break
        count += 1
    return count


def _is_total(record: bytes, layout: Layout) -> bool:
    """Whether a record begins with a word for a total that is no answer here, and beside it has nothing but numbers."""
    word = total_word(record, layout.delimiter)
    beside = "".join(_filled_cells(record, layout.delimiter)[1:])
    return word in TOTALS - layout.labels and not any(map(str.isalpha, beside))


def total_word(record: bytes, delimiter: int) -> str:
    """Return what a record begins with as it stands in `TOTALS`: in small letters, without a count or colon behind."""
    first = _filled_cells(record, delimiter)[:1]
    return first[0] if first else ""


def _filled_cells(record: bytes, delimiter: int) -> list[str]:
    """Return the cells of a record that hold anything, without quotes, a first "(1,234 records)" and capitals."""
    fields = _COUNT.sub("", record.decode(errors="replace").casefold(), count=1).split(chr(delimiter))
    return [cell for field in fields if (cell := field.strip(' "\t:'))]
