"""The header model: what the columns are called, from one header record or several."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cxcli.errors import DataError, Notice, Problem
from cxcli.sources import limits
from cxcli.sources.chunk import Column
from cxcli.sources.header_rows import (
    RESPONSE_WORDS,
    HeaderForm,
    HeaderRows,
    Row,
    cell_at,
    declared_header_rows,
    find_header_rows,
    is_data,
    time_zone,
)
from cxcli.sources.options import ReadOptions

_HALF = 0.5
_PLACES_SHOWN = 5
_LEGACY_CODE = re.compile(r"V\d+")


class Header(Struct, frozen=True):
    """What the header says: `rows` records of it, the columns, the evidence, and the time zone if it names one."""

    rows: int
    columns: tuple[Column, ...]
    evidence: str
    zone: str | None
    notices: tuple[Notice, ...]


def read_header(records: Sequence[Row], options: ReadOptions, *, file: str) -> Header:
    """Return the header that the first records of a file hold.

    Raises:
        DataError: the first record looks like data, the header records do not fit each other, there are too many
            columns, or the names given do not fit.
    """
    rows = _header_rows(records, options, file)
    width = len(records[0])
    head = [[_tidy(cell) for cell in row] for row in records[: rows.count]]
    names, labels = _names(head, rows.form) if rows.count else ([""] * width, [""] * width)
    names = list(options.names or names)
    _refuse_misfit(records[: rows.count], names, width, file)
    unique = _unique(names)
    columns = tuple(Column(place, unique[place], labels[place]) for place in range(width))
    zone = time_zone(records[rows.count - 1]) if rows.count else None
    notices = [*_name_notices(records[: rows.count], names, file)]
    if rows.count == 1 and options.header_rows is None:
        notices += _data_notices(records, file)
    return Header(rows.count, columns, rows.evidence, zone, tuple(notices))


def _header_rows(records: Sequence[Row], options: ReadOptions, file: str) -> HeaderRows:
    if options.header_rows is not None:
        if options.header_rows > len(records):
            raise _refused(
                "header-rows", f"{options.header_rows} header rows are declared, {len(records)} are there", file
            )
        return declared_header_rows(records, options.header_rows)
    if options.names is not None:
        return HeaderRows(1, HeaderForm.NAMES, "names declared; the first record is still the header")
    if sum(map(is_data, records[0])) >= max(sum(bool(cell.strip()) for cell in records[0]) * _HALF, 1):
        raise DataError(
            Problem(
                code="no-header",
                message="the first line looks like data, not like column names",
                file=file,
                line=1,
                help="add a line of names, or say so: --header-rows 0 (columns are then col:1, col:2 …); "
                "if they are names: --header-rows 1",
            )
        )
    return find_header_rows(records)


def _refuse_misfit(header: Sequence[Row], names: Sequence[str], width: int, file: str) -> None:
    if width > limits.COLUMNS:
        raise _refused("columns", f"{width:,} columns, at most {limits.COLUMNS:,} are read", file)
    if len(names) != width:
        raise _refused("names", f"{len(names)} names are declared for {width} columns", file)
    for number, row in enumerate(header):
        if len(row) != width:
            raise _refused(
                "header-width", f"header row {number + 1} has {len(row)} fields and the first has {width}", file
            )


def _refused(code: str, message: str, file: str) -> DataError:
    help_text = "mend the file, or what is said about it under source.header in cx.yaml"
    return DataError(Problem(code=code, message=message, file=file, line=1, help=help_text))


def _names(head: Sequence[Sequence[str]], form: HeaderForm) -> tuple[list[str], list[str]]:
    """Return the names and the labels of the columns."""
    first = list(head[0])
    second = list(head[1]) if len(head) > 1 else [""] * len(first)
    match form:
        case HeaderForm.LEGACY_CODES:
            pairs = zip(first, second, strict=False)
            return [below if _LEGACY_CODE.fullmatch(above) else above for above, below in pairs], second
        case HeaderForm.QUESTIONS_AND_OPTIONS:
            return _questions_and_options(first, second), [""] * len(first)
        case _:
            return first, second if len(head) > 2 else [""] * len(first)  # noqa: PLR2004 - code, question, import id


def _questions_and_options(first: Sequence[str], second: Sequence[str]) -> list[str]:
    names, question = [], ""
    for place, above in enumerate(first):
        question = above or question
        option = cell_at(second, place)
        if not option or option.casefold() in RESPONSE_WORDS:
            names.append(question)
        else:
            names.append(f"{question} [{option}]")
    return names


def _tidy(cell: str) -> str:
    """One line, single spaces: header cells of surveys hold line breaks and no-break spaces."""
    return " ".join(cell.replace("\ufeff", "").split())


def _unique(names: Sequence[str]) -> list[str]:
    """Return a different name for each column: the first that bears a name keeps it, the others are numbered."""
    taken, borne = set(names), set[str]()
    repeated: Counter[str] = Counter()
    unique = []
    for place, name in enumerate(names):
        base = candidate = name or f"col:{place + 1}"
        while candidate in (borne if candidate == name else taken):
            repeated[base] += 1
            candidate = f"{base}#{repeated[base] + 1}"
        borne.add(candidate)
        taken.add(candidate)
        unique.append(candidate)
    return unique


def _name_notices(header: Sequence[Row], names: Sequence[str], file: str) -> Iterator[Notice]:
    if len(header) == 1 and any(cell != cell.strip() for cell in header[0]):
        yield Notice(code="padded-names", message="spaces around column names were left out", source=file)
    unnamed = [f"col:{place + 1}" for place, name in enumerate(names) if not name]
    if header and unnamed:
        shown = ", ".join(unnamed[:_PLACES_SHOWN]) + ", …" * (len(unnamed) > _PLACES_SHOWN)
        yield Notice(code="unnamed-column", message=f"columns without a name: {shown}", source=file)
    forms = Counter(unicodedata.normalize("NFC", name).casefold() for name in dict.fromkeys(names) if name)
    if any(count > 1 for count in forms.values()):
        yield Notice(
            code="similar-names", message="some column names differ only in case or in Unicode form", source=file
        )


def _data_notices(records: Sequence[Row], file: str) -> Iterator[Notice]:
    """Say that the first line may be data: a number or date in it stands over nothing but such."""
    for place, name in enumerate(records[0]):
        below = [cell for row in records[1:] if (cell := cell_at(row, place))]
        if is_data(name) and below and all(map(is_data, below)):
            message = (
                f"the first line is taken as names although col:{place + 1} looks like data; --header-rows 0 if it is"
            )
            yield Notice(code="data-like-name", message=message, source=file, line=1)
            return
