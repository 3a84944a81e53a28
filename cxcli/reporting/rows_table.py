"""The rows behind a number as a table: for people, and as CSV for programs."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from cxcli.reporting.listed_row import ListedRow, Listing
from cxcli.reporting.score_words import reason_words
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table

_NOTHING = Figure("")
_Column = tuple[ColumnSpec, Callable[[ListedRow], Cell]]


def rows_table(listing: Listing, notes: tuple[str, ...] = (), *, in_words: bool = True) -> Table:
    """Return the rows, each with file and line, fate and answer, and what else is known of it.

    A column whose name is taken is called `name#2`. Fates are `in_words`, "off scale", or as programs know them.
    """
    columns = [*_places(in_words=in_words), *_readings(listing), *_extra(listing)]
    rows = tuple(tuple(cell(row) for _, cell in columns) for row in listing.rows)
    return Table(_apart([column for column, _ in columns]), rows, notes)


def _places(*, in_words: bool) -> list[_Column]:
    return [
        (ColumnSpec("file", "file"), lambda row: row.file),
        (ColumnSpec("line", "line", "right"), lambda row: Figure(str(row.line), row.line)),
        (ColumnSpec("fate", "fate"), lambda row: Figure(reason_words(row.fate) if in_words else str(row.fate))),
    ]


def _readings(listing: Listing) -> list[_Column]:
    """Return the columns for what was read of the rows, as far as it was asked for or found."""
    all_rows: list[tuple[bool, ColumnSpec, Callable[[ListedRow], Cell]]] = [
        (listing.malformed, ColumnSpec("rule", "rule"), lambda row: Figure(row.rule or "")),
        (listing.values is not None, ColumnSpec(listing.values or "", listing.values or "", "right"), _answer),
        (listing.boxes, ColumnSpec("class", "class"), lambda row: Figure(row.box or "")),
        (listing.dated, ColumnSpec("date", "date"), lambda row: Figure(str(row.day or ""))),
        *((True, ColumnSpec(name, name), _constant(key)) for name, key in listing.group.items()),
        (listing.flagged, ColumnSpec("flags", "flags"), lambda row: Figure(", ".join(row.flags))),
        (listing.weighed, ColumnSpec("weight", "weight", "right"), lambda row: _amount(row.weight)),
        (listing.counted, ColumnSpec("count", "count", "right"), lambda row: _amount(row.count)),
    ]
    return [(column, cell) for wanted, column, cell in all_rows if wanted]


def _extra(listing: Listing) -> list[_Column]:
    return [(ColumnSpec(name, name), _text(place)) for place, name in enumerate(listing.extra)]


def _constant(key: str) -> Callable[[ListedRow], Cell]:
    return lambda row: "" if row.rule else key


def _text(place: int) -> Callable[[ListedRow], Cell]:
    return lambda row: row.extra[place] if row.extra else ""


def _answer(row: ListedRow) -> Cell:
    if row.answer is None:
        return _NOTHING
    return Figure(row.answer) if isinstance(row.answer, str) else Figure(f"{row.answer:.15g}", row.answer)


def _amount(amount: int | Fraction | None) -> Cell:
    if amount is None:
        return _NOTHING
    return Figure(f"{Decimal(amount.numerator) / Decimal(amount.denominator):f}", float(amount))


def _apart(columns: list[ColumnSpec]) -> tuple[ColumnSpec, ...]:
    """Return the columns with a name for each."""
    taken: dict[str, int] = {}
    found = []
    for column in columns:
        number = taken[column.name] = taken.get(column.name, 0) + 1
        more = f"#{number}" if number > 1 else ""
        found.append(ColumnSpec(column.name + more, column.title + more, column.align))
    return tuple(found)
