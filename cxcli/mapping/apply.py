"""From a chunk of text columns to mapped rows, and to what the filters decide about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct, field

from cxcli.errors import Notice
from cxcli.mapping.amounts import AmountReader, refuse_negative
from cxcli.mapping.bind import Bindings
from cxcli.mapping.columns import FILE_COLUMN
from cxcli.mapping.expression import Expression
from cxcli.mapping.expression_match import BoolArray, Match, matches
from cxcli.mapping.expression_spelling import Spelling, spellings, suggestions
from cxcli.mapping.readers import GroupReader, NoticeLog, read_field
from cxcli.mapping.records import FateArray, Field, Records
from cxcli.mapping.row_flags import flag_field, raised
from cxcli.mapping.text_counts import used
from cxcli.rows import FATE_CODE, Disposition
from cxcli.sources.chunk import Chunk, Column, TextColumn

_FILTERED = FATE_CODE[Disposition.FILTERED]


class FilterLog(Struct):
    """What the filters of a pass met: spellings near to a literal, and rows whose text they could not compare."""

    spellings: dict[Expression, set[Spelling]] = field(default_factory=dict)
    not_numbers: dict[Expression, dict[str, int]] = field(default_factory=dict)
    not_dates: dict[Expression, dict[str, int]] = field(default_factory=dict)

    def add(self, expression: Expression, near: frozenset[Spelling], found: Match) -> None:
        """Take in what a filter met in a chunk."""
        self.spellings.setdefault(expression, set()).update(near)
        for log, unread in ((self.not_numbers, found.not_numbers), (self.not_dates, found.not_dates)):
            total = log.setdefault(expression, {})
            for column, rows in unread.items():
                total[column] = total.get(column, 0) + rows

    def notices(self) -> list[Notice]:
        """Return what the reader of the number must know of the filters."""
        near = [notice for expression, found in self.spellings.items() for notice in suggestions(expression, found)]
        unread = [*_unread(self.not_numbers, "numbers"), *_unread(self.not_dates, "dates")]
        return [*dict.fromkeys(near), *(Notice(code="where-unread", message=message) for message in unread)]


def records(chunk: Chunk, bindings: Bindings, log: NoticeLog, filters: FilterLog, *, first: int = 0) -> Records:
    """Return the mapped rows of `chunk`, with the flags that they have; `first` is the number of its first record.

    Raises:
        Surprise: a text contradicts what its column was taken for.
        DataError: a row has a weight or a count below 0.
    """
    fields = {}
    done: dict[tuple[Column, int], tuple[Field, tuple[Notice, ...]]] = {}
    for binding in bindings.fields:
        # Fields of several metrics that read a column in one way share its reader.
        same = (binding.column, id(binding.reader))
        if same not in done:
            done[same] = read_field(binding, _texts(chunk, binding.column))
        found, notices = done[same]
        log.add(notices, chunk.file)
        if isinstance(binding.reader, GroupReader):
            log.add_keys(binding.name.partition(":")[2], found, chunk.file)
        if isinstance(binding.reader, AmountReader):
            refuse_negative(binding.name, found, chunk.lines, chunk.file)
        fields[binding.name] = found
    for flag in bindings.flags:
        columns = {name: used(_texts(chunk, bindings.filter_columns[name])) for name in flag.columns}
        fields[flag_field(flag.name)], met = raised(flag, columns, len(chunk))
        if flag.condition is not None and met is not None:
            filters.add(flag.condition, spellings(flag.condition, columns), met)
    return Records(chunk.file, chunk.lines, fields, np.arange(first, first + len(chunk), dtype=np.int64), bindings.ways)


def _texts(chunk: Chunk, column: Column) -> TextColumn:
    """Return the texts of a column; of the file itself, its name for every row."""
    if column == FILE_COLUMN:
        return TextColumn(np.zeros(len(chunk), np.int64), (chunk.file,))
    return chunk.columns[column.position]


def filter_fates(
    chunk: Chunk, bindings: Bindings, filters: Mapping[str, Sequence[Expression]], log: FilterLog
) -> dict[str, FateArray]:
    """Return, for each metric, which rows its filters leave out: `filtered`, or 0 for those that stay."""
    columns = {name: used(_texts(chunk, column)) for name, column in bindings.filter_columns.items()}
    masks = {}
    for expression in dict.fromkeys(each for several in filters.values() for each in several):
        found = matches(expression, columns)
        log.add(expression, spellings(expression, columns), found)
        masks[expression] = found.mask
    return {
        metric: np.where(_all((masks[each] for each in expressions), len(chunk)), 0, _FILTERED).astype(np.int8)
        for metric, expressions in filters.items()
    }


def _all(masks: Iterable[BoolArray], rows: int) -> BoolArray:
    stay = np.ones(rows, np.bool_)
    for mask in masks:
        stay &= mask
    return stay


def _unread(log: Mapping[Expression, Mapping[str, int]], kind: str) -> Iterator[str]:
    """Yield a message a column; two filters of a metric that cannot read it speak of the same rows."""
    rows: dict[str, int] = {}
    for counts in log.values():
        for column, count in counts.items():
            rows[column] = max(count, rows.get(column, 0))
    for column, count in rows.items():
        what = f"{count:,} rows hold" if count > 1 else "1 row holds"
        yield f"the filter compares {column} with {kind}, but {what} something else there: no match"
