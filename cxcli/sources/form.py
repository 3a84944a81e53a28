"""The form of a delimited file, as its first records show it and the user has declared it."""

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cxcli.errors import DataError, Notice, Problem
from cxcli.sources import dialect, encodings
from cxcli.sources.chunk import Detection
from cxcli.sources.head import Head, HeadRecords, behind_line, head_records
from cxcli.sources.header import Header, read_header
from cxcli.sources.layout import Layout
from cxcli.sources.options import DELIMITERS, Delimiter, ReadOptions
from cxcli.sources.rules import TOTALS, TOTALS_LOOKED_AT, total_word, totals_at_the_end

_RECORDS_LOOKED_AT = 60
_RECORDS_FOR_LABELS = 1000
_BYTES_FOR_THE_DELIMITER = 128 * 1024
_SCRIPT = re.compile(rb"\s*[\w.$ ]+=\s*[\[{]\s*[\[{\]}\"]")


class Form(Struct, frozen=True, kw_only=True):
    """What a delimited file was understood to be.

    Its data begin `data_start` bytes (of UTF-8, without a mark) into the file, on line `data_line`; `skip_before`
    lines stand before the header.
    """

    delimiter: Delimiter
    header: Header
    layout: Layout
    data_start: int
    data_line: int
    skip_before: int
    detected: tuple[Detection, ...]
    notices: tuple[Notice, ...]


def understand(head: Head, options: ReadOptions, *, file: str) -> Form:
    """Return the form of the file that begins with `head`.

    Raises:
        DataError: the delimiter or the header is not clear, the header is damaged, or the text is JavaScript.
    """
    _refuse_script(head, file)
    skip, declared = _lines_before(head, options)
    body = head.without_lines(skip)
    _refuse_other_encoding(body.data[: behind_line(body.data, 0)], file, skip + 1)
    delimiter, detected = _delimiter(body, options, declared, file)
    records = _complete_records(body, delimiter, options, file, skip)
    looked_at = [records.cells(number) for number in range(min(len(records), _RECORDS_LOOKED_AT))]
    header = read_header(looked_at, options, file=file)
    start = _data_start(records, header.rows)
    _refuse_other_encoding(body.data[:start], file, skip + 1)
    layout = _layout(records, ord(delimiter), header, options.footer)
    rows = Detection("header", f"{header.rows} row{'s' * (header.rows != 1)}", header.evidence)
    return Form(
        delimiter=delimiter,
        header=header,
        layout=layout,
        data_start=len(head.data) - len(body.data) + start,
        data_line=skip + body.data.count(b"\n", 0, start) + 1,
        skip_before=skip,
        detected=(*detected, rows),
        notices=(*_notices(head, declared, file), *header.notices),
    )


def _refuse_script(head: Head, file: str) -> None:
    """Refuse a list or object that is given a name: that is how archives of social networks hold their JSON."""
    if _SCRIPT.match(head.data):
        raise DataError(
            Problem(
                code="script",
                message="this is JavaScript, not JSON",
                file=file,
                line=1,
                help="cut everything before the first bracket: sed '1s/^[^[{]*//' FILE > FILE.json",
            )
        )


def _lines_before(head: Head, options: ReadOptions) -> tuple[int, Delimiter | None]:
    """Return how many lines stand before the header, and the delimiter if a `sep=` line among them declares it."""
    if options.skip_before is not None:
        return options.skip_before, None
    first = head.data.split(b"\n", 1)[0].rstrip(b"\r").strip(b'"').lower()
    for delimiter in DELIMITERS:
        if first == b"sep=" + delimiter.encode():
            return 1, delimiter
    filled = head.data.lstrip(b"\r\n")
    return head.data.count(b"\n", 0, len(head.data) - len(filled)), None


def _refuse_other_encoding(data: bytes, file: str, line: int) -> None:
    """Refuse what is not UTF-8: names and delimiters cannot be told from such bytes."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise encodings.not_utf8(file, data, line + data.count(b"\n", 0, error.start)) from error


def _delimiter(
    body: Head, options: ReadOptions, declared: Delimiter | None, file: str
) -> tuple[Delimiter, tuple[Detection, ...]]:
    said = options.delimiter or declared
    if said is not None:
        return said, ()
    found = dialect.choose(body.shorter(_BYTES_FOR_THE_DELIMITER), quoted=options.quoted, file=file)
    return found.delimiter, (Detection("delimiter", found.delimiter, found.evidence),)


def _complete_records(body: Head, delimiter: Delimiter, options: ReadOptions, file: str, skip: int) -> HeadRecords:
    records = head_records(body, delimiter, quoted=options.quoted)
    if len(records) == 0:
        raise _refused("no-header", "there is no complete header record", file, skip + 1)
    if records.is_stray(0):
        raise _refused("header-quotes", "a quote is out of place in the header", file, skip + 1)
    return records


def _refused(code: str, message: str, file: str, line: int) -> DataError:
    help_text = "mend the quotes of this line, or say that quotes mean nothing in this file: --no-quotes"
    return DataError(Problem(code=code, message=message, file=file, line=line, help=help_text))


def _data_start(records: HeadRecords, rows: int) -> int:
    if rows == 0:
        return int(records.starts[0])
    return behind_line(records.head.data, int(records.stops[rows - 1]))


def _layout(records: HeadRecords, delimiter: int, header: Header, footer: int) -> Layout:
    headers = [form for number in range(header.rows) for form in _quotings(records, number, chr(delimiter))]
    layout = Layout(
        delimiter=delimiter,
        quoted=records.quoted,
        width=len(header.columns),
        headers=tuple(dict.fromkeys(headers)),
    )
    return replace(layout, labels=_labels(records, layout, header.rows, footer))


def _labels(records: HeadRecords, layout: Layout, header_rows: int, footer: int) -> frozenset[str]:
    """Return the words for a total that begin a record before the last ones, or several: in this file, answers."""
    found = records.separators
    data_end = found.first(len(found.at_end) - footer).consumed
    is_data = (records.starts < data_end) & (records.widths == layout.width)
    numbers = [number for number in np.flatnonzero(is_data).tolist() if number >= header_rows]
    last = numbers[-TOTALS_LOOKED_AT:]
    totals = len(numbers) - totals_at_the_end([records.raw(number) for number in last], layout)
    before = {total_word(records.raw(number), layout.delimiter) for number in numbers[:totals][:_RECORDS_FOR_LABELS]}
    at_the_end = Counter(total_word(records.raw(number), layout.delimiter) for number in numbers[totals:])
    return TOTALS & (before | {word for word, count in at_the_end.items() if count > 1})


def _quotings(records: HeadRecords, number: int, delimiter: str) -> Iterator[bytes]:
    """Yield a record as it stands, and with all its cells in quotes or none; nothing of a record without names."""
    cells = [cell.replace('"', '""') for cell in records.cells(number)]
    if any(cells):
        yield records.raw(number)
    if any(cells) and records.quoted:
        yield delimiter.join(f'"{cell}"' for cell in cells).encode()
        yield delimiter.join(cells).encode()


def _notices(head: Head, declared: Delimiter | None, file: str) -> Iterator[Notice]:
    if declared is not None:
        yield Notice(code="sep-line", message="the line 'sep=' was taken as the delimiter", source=file)
    if head.returns_only:
        yield Notice(code="return-line-ends", message="lines end with a carriage return alone", source=file)
