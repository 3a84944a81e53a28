"""The header of a sheet: below which title rows it stands, over how many rows, and what merged cells say in it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cxcli.errors import DataError, Notice, Problem
from cxcli.sources.chunk import Detection
from cxcli.sources.header import Header, read_header
from cxcli.sources.header_rows import find_header_rows, is_data
from cxcli.sources.options import ReadOptions
from cxcli.sources.xlsx_places import Merged

_MOST_TITLES = 20
_MOST_ROWS = 3
_HALF = 0.5

Texts = Mapping[int, str]
"""The cells of a row that are not blank, by column from 0."""


class HeadRow(Struct, frozen=True):
    """One of the first rows of a sheet that are not blank; `ordinal` counts all rows that hold cells, from 1."""

    ordinal: int
    number: int
    texts: Texts
    is_sound: bool


class SheetHeader(Struct, frozen=True):
    """What the header says, and where it is.

    `rows` are its own texts, the data begin behind the row `last` (behind `ordinal` rows that hold cells), and
    `skip_before` rows of the sheet stand before it.
    """

    header: Header
    rows: tuple[Texts, ...]
    ordinal: int
    last: int
    skip_before: int
    detected: Detection
    notices: tuple[Notice, ...]


def understand(head: Sequence[HeadRow], merged: Sequence[Merged], options: ReadOptions, *, file: str) -> SheetHeader:
    """Return the header in `head`, the first rows behind those to skip.

    Raises:
        DataError: there is none, it is damaged, it is not clear on which row it is, or it does not fit what is said.
    """
    if not head:
        raise _refused("no-header", "there is no row that holds anything", file, None, "look at --skip-before")
    is_said = options.skip_before is not None or options.header_rows is not None
    titles = 0 if is_said else _titles(head, merged, file)
    body = head[titles:]
    count = _depth(body, merged) if options.header_rows is None and options.names is None else 1
    table = _table(body, merged, max(count, options.header_rows or 0))
    told = options if count == 1 else replace(options, header_rows=count)
    header = _read(table, told, file, body[0].number)
    own = body[: header.rows]
    if not all(row.is_sound for row in own):
        raise _refused("header-cell", "a cell of the header is damaged or an error", file, own[0].number, "mend it")
    last = own[-1] if own else None
    skip = body[0].number - 1
    return SheetHeader(
        header=header,
        rows=tuple(row.texts for row in own),
        ordinal=last.ordinal if last else body[0].ordinal - 1,
        last=last.number if last else skip,
        skip_before=skip,
        detected=_detected(header, body[0], count, titles),
        notices=(
            *_title_notices(titles, body[0].number, file),
            *_merged_notices(merged, last.number if last else skip, file),
            *header.notices,
        ),
    )


def _titles(head: Sequence[HeadRow], merged: Sequence[Merged], file: str) -> int:
    """Return how many rows of a title stand above the header; where that is not certain, the file is refused."""
    usual = next((place for place, row in enumerate(head) if len(row.texts) > 1), 0)
    if len(head[0].texts) == 1 and usual:
        if usual <= _MOST_TITLES and _names_all(head, usual, merged) and len(head) > usual + 1:
            return usual
        raise _preamble(head, usual, file)
    is_two_rows = find_header_rows(_table(head, merged, 1)).count > 1 and not _names_all(head, 1)
    if _depth(head, merged) > 1 or is_two_rows:
        return 0
    used = {column for row in head for column in row.texts}
    below = next((place for place in range(1, len(head) - 1) if _names_all(head, place)), 0)
    if len(head[0].texts) <= len(used) * _HALF and below:
        raise _preamble(head, below, file)
    return 0


def _names_all(head: Sequence[HeadRow], place: int, merged: Sequence[Merged] = ()) -> bool:
    """Whether a row has a different name, and no data, over each column that is filled below it, where data are.

    With the cells that are `merged`, the row may be the first of a header of several.
    """
    body = head[place:]
    depth = _depth(body, merged)
    columns = enumerate(zip(*_table(body, merged, depth)[:depth], strict=True))
    names, below = {column: own for column, own in columns if any(own)}, body[depth:]
    used = {column for row in below for column in row.texts}
    is_over_data = any(is_data(text) for row in below for text in row.texts.values())
    is_names = len(set(names.values())) == len(names) and not any(
        is_data(text) for own in names.values() for text in own
    )
    return is_names and is_over_data and len(used) > 1 and used <= set(names)


def _depth(body: Sequence[HeadRow], merged: Sequence[Merged]) -> int:
    """Return over how many rows the header reaches, as its merged cells show it: 1 where they do not."""
    first = body[0].number
    own = [each for each in merged if each.first_row == first]
    reached = max((each.last_row for each in own), default=first)
    below = [row for row in body if first < row.number <= reached]
    if below and not any(is_data(text) for row in below for text in row.texts.values()):
        return min(len(below) + 1, _MOST_ROWS)
    wide = [each for each in own if each.first_column < each.last_column]
    return 2 if len(body) > 1 and wide and all(_are_options(body[1], each) for each in wide) else 1


def _are_options(row: HeadRow, above: Merged) -> bool:
    """Whether a row names each column below a merged cell differently, with no data."""
    texts = [row.texts.get(column, "") for column in range(above.first_column, above.last_column + 1)]
    return all(texts) and len(set(texts)) == len(texts) and not any(map(is_data, texts))


def _table(body: Sequence[HeadRow], merged: Sequence[Merged], header_rows: int) -> list[list[str]]:
    """Return the rows at full width; in those of the header, what is merged says the same in all its columns."""
    width = max(max(row.texts) for row in body) + 1
    filled = [dict(row.texts) for row in body]
    for number, row in enumerate(body[:header_rows]):
        for each in merged:
            if each.first_row == row.number and each.first_column in row.texts:
                for column in range(each.first_column, each.last_column + 1):
                    filled[number].setdefault(column, row.texts[each.first_column])
                width = max(width, each.last_column + 1)
    return [[row.get(column, "") for column in range(width)] for row in filled]


def _read(table: Sequence[Sequence[str]], options: ReadOptions, file: str, first: int) -> Header:
    """Return the header; a refusal names the row of the sheet and not the first line."""
    try:
        return read_header(table, options, file=file)
    except DataError as error:
        raise DataError(replace(problem, line=first) for problem in error.problems) from error


def _detected(header: Header, first: HeadRow, depth: int, titles: int) -> Detection:
    evidence = "merged cells" if depth > 1 else header.evidence.replace("first line", f"row {first.number}")
    below = f", below {titles} title row{'s' * (titles != 1)}" if titles else ""
    return Detection("header", f"{header.rows} row{'s' * (header.rows != 1)}", evidence + below)


def _title_notices(titles: int, number: int, file: str) -> list[Notice]:
    if not titles:
        return []
    message = f"the header is on row {number}; {titles} row{'s' * (titles != 1)} of a title above it left out"
    return [Notice(code="title-rows", message=message, source=file)]


def _merged_notices(merged: Sequence[Merged], header: int, file: str) -> list[Notice]:
    if not any(header < each.first_row < each.last_row for each in merged):
        return []
    message = "cells are merged over several rows of the data: what they say is read for the first row only"
    return [Notice(code="merged-rows", message=message, source=file)]


def _preamble(head: Sequence[HeadRow], place: int, file: str) -> DataError:
    number, first = head[place].number, head[0].number
    message = f"the header is not clear: the table seems to begin on row {number}"
    advice = f"if row {number} is the header: --skip-before {number - 1}; if row {first} is: --skip-before {first - 1}"
    return _refused("preamble", message, file, number, advice)


def _refused(code: str, message: str, file: str, line: int | None, advice: str) -> DataError:
    return DataError(Problem(code=code, message=message, file=file, line=line, help=advice))
